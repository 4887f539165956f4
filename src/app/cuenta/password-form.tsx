'use client';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { accountApi } from '@/modules/access/client/account-api';
import { PasswordField } from '@/shell/password-field';
import { useLinkFailure } from '@/shell/use-link-failure';
import { Banner } from '@/ui/banner';
import { Form } from '@/ui/form';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { toast } from '@/ui/toast';
import { Part } from './part';

/** A new password, for whoever knows the present one. */
export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations('account.password');
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const { sentence, passwordError, read, clear } = useLinkFailure({ INVALID_CREDENTIALS: t('wrong') });

  async function submit() {
    clear();
    setBusy(true);
    try {
      const { ended } = await accountApi.changePassword(current, password);
      setCurrent('');
      setPassword('');
      toast.success(t('changed', { count: ended }));
    } catch (error) {
      read(error);
    }
    setBusy(false);
  }

  return (
    <Part id="contrasena" title={t('title')}>
      <Form onSubmit={() => void submit()} className="grid gap-5">
        {sentence && (
          <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
            {sentence}
          </Banner>
        )}
        {/* Programs that keep passwords read for whom this one is. */}
        <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
        <TextField
          type="password"
          label={t('current')}
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <PasswordField label={t('next')} value={password} error={passwordError} onChange={setPassword} />
        <SubmitButton variant="primary" busy={busy} className="justify-self-start">
          {t('submit')}
        </SubmitButton>
      </Form>
    </Part>
  );
}
