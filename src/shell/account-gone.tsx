'use client';
import { UserRoundX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { currentAccount } from '@/platform/browser/account';
import { forgetAccount } from '@/platform/browser/forget';
import { reloadOnce } from '@/platform/browser/reload-once';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

/**
 * Replaces a screen whose account is no longer the browser's. It shows nothing while the same address is loaded for the
 * account that is signed in now. When that has just been tried, it shows a notice with a button.
 */
export function AccountGone() {
  const t = useTranslations('people.accountGone');
  const [stays, setStays] = useState(false);
  useEffect(() => {
    forgetAccount();
    // A page without an account has just signed out and is navigating to the sign-in.
    if (currentAccount() !== null) setStays(!reloadOnce('account'));
  }, []);
  if (!stays) return null;
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        heading="h1"
        icon={<UserRoundX size={28} />}
        title={t('title')}
        body={t('body')}
        action={
          <Button variant="primary" onClick={() => window.location.reload()}>
            {t('reload')}
          </Button>
        }
      />
    </main>
  );
}
