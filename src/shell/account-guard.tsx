'use client';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { actAs, currentAccount } from '@/platform/browser/account';
import { emptiedBy } from '@/platform/browser/forget';
import { toast } from '@/ui/toast';
import { AccountGone } from './account-gone';
import { watchAccount } from './watch-account';

// Notices name guests, and lie over whatever screen comes next.
emptiedBy(() => toast.dismiss());

/**
 * Wraps every signed-in screen: `userId` is the account that the server made it for. As soon as the browser belongs to
 * another account or to none, its content is removed and the page is loaded again.
 */
export function AccountGuard({ userId, children }: { userId: string; children: ReactNode }) {
  const queryClient = useQueryClient();
  // The page is claimed while rendering, because its children send their first requests before an effect of this
  // component runs.
  const [owner] = useState(() => claimPage(userId));
  const [isLost, setLost] = useState(false);
  useEffect(() => watchAccount(userId, queryClient, () => setLost(true)), [userId, queryClient]);
  return isLost || owner !== userId ? <AccountGone /> : children;
}

/**
 * The account that this page acts for: the first one that it was made for. A later account, after a change within the
 * page, needs another page.
 */
function claimPage(userId: string): string {
  if (typeof window === 'undefined') return userId;
  const owner = currentAccount() ?? userId;
  actAs(owner);
  return owner;
}
