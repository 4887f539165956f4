'use client';
import { CircleAlert, MailCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { linksApi } from '@/modules/members/client/members-api';
import { useErrorText } from '@/shell/use-error-text';
import { Banner } from '@/ui/banner';
import { Form } from '@/ui/form';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';

/** Asks for an address, and says the same whether or not anybody has it. */
export function AskForm() {
  const t = useTranslations('people.ask');
  const errorText = useErrorText();
  const [email, setEmail] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);

  async function submit() {
    setFailure(null);
    setBusy(true);
    try {
      await linksApi.ask({ email: email.trim() });
      setAsked(true);
    } catch (error) {
      setFailure(errorText(error));
    }
    setBusy(false);
  }

  return (
    <Form onSubmit={() => void submit()} className="grid gap-5">
      {failure && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {failure}
        </Banner>
      )}
      {isAsked && (
        <Banner role="status" tone="ok" icon={<MailCheck size={18} />}>
          {t('asked')}
        </Banner>
      )}
      <TextField
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        label={t('email')}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <SubmitButton variant="primary" size="lg" block busy={busy}>
        {t('submit')}
      </SubmitButton>
      <a href="/entrar" className="inline-flex min-h-11 items-center justify-self-start font-semibold text-accent-text">
        {t('back')}
      </a>
    </Form>
  );
}
