'use client';
import { CircleAlert, MailCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ownAccountApi } from '@/modules/accounts/client/own-account-api';
import { useLinkFailure } from '@/shell/use-link-failure';
import { Banner } from '@/ui/banner';
import { Form } from '@/ui/form';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { toast } from '@/ui/toast';
import { Part } from './part';

/** Another address to sign in with; where this server sends mail, it is confirmed by a link first. */
export function EmailForm({ email: known }: { email: string }) {
  const t = useTranslations('account.email');
  const wrong = useTranslations('account.password')('wrong');
  const router = useRouter();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<string | null>(null);
  const { sentence, read, clear } = useLinkFailure({ INVALID_CREDENTIALS: wrong, VALIDATION: t('invalid') });

  async function submit() {
    clear();
    setAsked(null);
    setBusy(true);
    try {
      const answer = await ownAccountApi.changeEmail(email.trim(), password);
      setEmail('');
      setPassword('');
      if (answer.confirming) setAsked(answer.email);
      else {
        toast.success(t('changed', { email: answer.email }));
        router.refresh();
      }
    } catch (error) {
      read(error);
    }
    setBusy(false);
  }

  return (
    <Part id="correo" title={t('title')}>
      <Form onSubmit={() => void submit()} className="grid gap-5">
        {sentence && (
          <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
            {sentence}
          </Banner>
        )}
        {asked && (
          <Banner tone="ok" icon={<MailCheck size={18} />}>
            {t('asked', { email: asked })}
          </Banner>
        )}
        <TextField
          type="email"
          label={t('email')}
          hint={t('hint', { email: known })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          type="password"
          label={t('password')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <SubmitButton busy={busy} className="justify-self-start">
          {t('submit')}
        </SubmitButton>
      </Form>
    </Part>
  );
}
