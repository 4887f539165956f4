'use client';
import { CircleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { linksApi } from '@/modules/members/client/members-api';
import { enterVenue } from '@/shell/enter-venue';
import { PasswordField } from '@/shell/password-field';
import { useLinkFailure } from '@/shell/use-link-failure';
import { Banner } from '@/ui/banner';
import { buttonClass } from '@/ui/button-class';
import { Form } from '@/ui/form';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';

interface AcceptFormProps {
  token: string;
  /** The address that the invitation is for; null for any. */
  email: string | null;
}

/** Makes an account and a member of a person without a session; an address that is known needs its own password. */
export function AcceptForm({ token, email: invited }: AcceptFormProps) {
  const t = useTranslations('people.join');
  const [name, setName] = useState('');
  const [email, setEmail] = useState(invited ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { sentence, code, passwordError, read, clear } = useLinkFailure({ SECOND_FACTOR_REQUIRED: t('secondFactor') });

  async function submit() {
    clear();
    setBusy(true);
    try {
      const { userId, slug } = await linksApi.accept({ token, name: name.trim(), email: email.trim(), password });
      return await enterVenue(userId, slug);
    } catch (error) {
      read(error);
      setBusy(false);
      form.current?.querySelector<HTMLInputElement>('[data-field=password]')?.focus();
    }
  }

  return (
    <Form ref={form} onSubmit={() => void submit()} className="grid gap-5">
      {sentence && (
        <Banner
          role="alert"
          tone="bad"
          icon={<CircleAlert size={18} />}
          action={
            code === 'SECOND_FACTOR_REQUIRED' && (
              <a
                href={`/entrar?destino=${encodeURIComponent(`/invitacion/${token}`)}`}
                className={buttonClass({ variant: 'quiet' })}
              >
                {t('signInFirst')}
              </a>
            )
          }
        >
          {sentence}
        </Banner>
      )}
      <TextField
        label={t('name')}
        autoComplete="name"
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        type="email"
        label={t('email')}
        hint={t(invited === null ? 'emailHint' : 'emailFixed')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        readOnly={invited !== null}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <PasswordField value={password} error={passwordError} onChange={setPassword} />
      <SubmitButton variant="primary" size="lg" block busy={busy}>
        {t('submit')}
      </SubmitButton>
    </Form>
  );
}
