'use client';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SecondFactorBegun, SecondFactorState } from '@/modules/accounts/answers';
import { ownAccountApi } from '@/modules/accounts/client/own-account-api';
import { useLinkFailure } from '@/shell/use-link-failure';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { lateComponent } from '@/ui/later';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';

const QrCode = lateComponent<{ text: string; label: string; className?: string }>(
  () => import('@/ui/qr-code').then((part) => part.QrCode),
  () => <span className="block aspect-square w-48" />,
);

interface FactorSetupProps {
  begun: SecondFactorBegun;
  onOn: (state: SecondFactorState) => void;
  onCancel: () => void;
}

/** The key for the authenticator, as a picture and as text, and the first code that confirms it. */
export function FactorSetup({ begun: { uri, secret }, onOn, onCancel }: FactorSetupProps) {
  const t = useTranslations('account.factor');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const { sentence, read, clear } = useLinkFailure({ SECOND_FACTOR_CODE: t('codeWrong'), VALIDATION: t('codeWrong') });

  async function submit() {
    clear();
    setBusy(true);
    try {
      onOn(await ownAccountApi.confirm(code));
    } catch (error) {
      read(error);
      setBusy(false);
    }
  }

  return (
    <Form onSubmit={() => void submit()} className="grid gap-5">
      <p className="text-pretty text-ink-soft">{t('scan')}</p>
      <div className="flex flex-wrap items-center gap-5">
        <QrCode text={uri} label={t('qr')} className="w-48 shrink-0" />
        <div className="min-w-0 grow basis-48">
          <p className="font-semibold text-sm">{t('secret')}</p>
          <p data-testid="secret" className="mt-1 select-all break-all rounded-control bg-sunken px-3 py-2 text-sm">
            {secret}
          </p>
        </div>
      </div>
      {sentence && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {sentence}
        </Banner>
      )}
      <TextField
        label={t('code')}
        hint={t('codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={40}
        required
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <div className="flex flex-wrap gap-3">
        <SubmitButton variant="primary" busy={busy}>
          {t('confirm')}
        </SubmitButton>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
