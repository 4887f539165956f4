'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ownAccountApi } from '@/modules/accounts/client/own-account-api';
import { useErrorText } from '@/shell/use-error-text';
import { Form } from '@/ui/form';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { toast } from '@/ui/toast';
import { Part } from './part';

/** The name by which the person's colleagues, and the history, know them. */
export function NameForm({ name: known }: { name: string }) {
  const t = useTranslations('account.person');
  const router = useRouter();
  const errorText = useErrorText();
  const [name, setName] = useState(known);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>();

  async function submit() {
    if (name.trim() === '') return setFailure(t('empty'));
    setFailure(undefined);
    setBusy(true);
    try {
      setName((await ownAccountApi.rename(name)).name);
      toast.success(t('changed'));
      router.refresh();
    } catch (error) {
      setFailure(errorText(error));
    }
    setBusy(false);
  }

  return (
    <Part id="nombre" title={t('title')}>
      <Form onSubmit={() => void submit()} className="grid gap-5">
        <TextField
          label={t('name')}
          autoComplete="name"
          maxLength={120}
          required
          value={name}
          error={failure}
          onChange={(event) => setName(event.target.value)}
        />
        <SubmitButton busy={busy} className="justify-self-start">
          {t('submit')}
        </SubmitButton>
      </Form>
    </Part>
  );
}
