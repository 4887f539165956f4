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
 * In place of a screen whose account is not the browser's any more: nothing, while the same address is loaded for whoever is signed
 * in now. When that has just been tried, a notice with a button.
 */
export function AccountGone() {
  const t = useTranslations('people.accountGone');
  const [stays, setStays] = useState(false);
  useEffect(() => {
    forgetAccount();
    // A page without an account has signed out itself and is on its way to the sign-in.
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
