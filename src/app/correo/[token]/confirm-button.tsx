'use client';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ownAccountApi } from '@/modules/accounts/client/own-account-api';
import { useErrorText } from '@/shell/use-error-text';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { buttonClass } from '@/ui/button-class';

/** Confirms the address, and then leads on: to the account, or to the sign-in. */
export function ConfirmButton({ token }: { token: string }) {
  const t = useTranslations('people.confirmEmail');
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [email, setEmail] = useState<string | null>(null);

  async function confirm() {
    setFailure(null);
    setBusy(true);
    try {
      setEmail((await ownAccountApi.confirmEmail(token)).email);
    } catch (error) {
      setFailure(errorText(error));
    }
    setBusy(false);
  }

  return (
    <div className="grid gap-5">
      {failure && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {failure}
        </Banner>
      )}
      {email ? (
        <>
          <Banner tone="ok" icon={<CircleCheck size={18} />}>
            {t('done', { email })}
          </Banner>
          <a href="/cuenta" className={buttonClass({ variant: 'primary', size: 'lg', block: true })}>
            {t('goOn')}
          </a>
        </>
      ) : (
        <Button variant="primary" size="lg" block busy={busy} onClick={() => void confirm()}>
          {t('submit')}
        </Button>
      )}
    </div>
  );
}
