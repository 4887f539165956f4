'use client';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { linksApi } from '@/modules/members/client/members-api';
import { enterVenue } from '@/shell/enter-venue';
import { PasswordField } from '@/shell/password-field';
import { useLinkFailure } from '@/shell/use-link-failure';
import { Banner } from '@/ui/banner';
import { Form } from '@/ui/form';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { NEEDS_CODE } from '../../entrar/needs-code';

/** A new password, after which every other session of the account has ended. */
export function RecoverForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations('people.recover');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const { sentence, passwordError, read, clear } = useLinkFailure();

  async function submit() {
    clear();
    setBusy(true);
    try {
      const { userId, slug, needsCode } = await linksApi.recover({ token, password });
      if (needsCode) return window.location.assign(`/entrar?${NEEDS_CODE}`);
      return await enterVenue(userId, slug);
    } catch (error) {
      read(error);
      setBusy(false);
    }
  }

  return (
    <Form onSubmit={() => void submit()} className="grid gap-5">
      {sentence && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {sentence}
        </Banner>
      )}
      <TextField type="email" label={t('email')} autoComplete="username" readOnly value={email} />
      <PasswordField value={password} error={passwordError} onChange={setPassword} />
      <SubmitButton variant="primary" size="lg" block busy={busy}>
        {t('submit')}
      </SubmitButton>
    </Form>
  );
}
