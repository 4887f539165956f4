'use client';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLinkFailure } from '@/shell/use-link-failure';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';

interface FactorPasswordProps {
  email: string;
  lead: string;
  /** Rejects with what the server refused. */
  onSubmit: (password: string) => Promise<void>;
  onCancel: () => void;
}

/** Asks for the password before the second factor changes. */
export function FactorPassword({ email, lead, onSubmit, onCancel }: FactorPasswordProps) {
  const t = useTranslations('account.factor');
  const wrong = useTranslations('account.password')('wrong');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const { sentence, read, clear } = useLinkFailure({ INVALID_CREDENTIALS: wrong, VALIDATION: wrong });

  async function submit() {
    clear();
    setBusy(true);
    try {
      await onSubmit(password);
    } catch (error) {
      read(error);
      setBusy(false);
    }
  }

  return (
    <Form onSubmit={() => void submit()} className="grid gap-5">
      <p className="text-pretty text-ink-soft">{lead}</p>
      {sentence && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {sentence}
        </Banner>
      )}
      {/* Programs that keep passwords read for whom this one is. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField
        type="password"
        label={t('password')}
        autoComplete="current-password"
        required
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <div className="flex flex-wrap gap-3">
        <SubmitButton variant="primary" busy={busy}>
          {t('proceed')}
        </SubmitButton>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
