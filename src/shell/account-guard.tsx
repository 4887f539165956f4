'use client';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { actAs, currentAccount } from '@/platform/browser/account';
import { AccountGone } from './account-gone';
import { watchAccount } from './watch-account';

/**
 * Around every signed-in screen: `userId` is the account that the server made it for. As soon as the browser belongs to another
 * account or to none, its content is taken away and the page is loaded anew.
 */
export function AccountGuard({ userId, children }: { userId: string; children: ReactNode }) {
  const queryClient = useQueryClient();
  // While rendering, because the first requests of what is inside come before an effect of this component.
  const [owner] = useState(() => claimPage(userId));
  const [isLost, setLost] = useState(false);
  useEffect(() => watchAccount(userId, queryClient, () => setLost(true)), [userId, queryClient]);
  return isLost || owner !== userId ? <AccountGone /> : children;
}

/** The account that this page acts for: the first that it was made for. A later one, after a change within the page, needs another page. */
function claimPage(userId: string): string {
  if (typeof window === 'undefined') return userId;
  const owner = currentAccount() ?? userId;
  actAs(owner);
  return owner;
}
