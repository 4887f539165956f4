'use client';
import { useRef, useState } from 'react';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { FailureBanner, type SignInTexts } from './failure-banner';
import { type Outcome, type SignInFailure, sendCode } from './sign-in';

interface CodeFormProps extends SignInTexts {
  onOpen: () => void;
  /** Back to the password; with the failure that has ended this step. */
  onBack: (failure: SignInFailure | null) => void;
}

/** The second step of a sign-in: a code of the authenticator or, without the telephone, a recovery code. */
export function CodeForm({ onOpen, onBack, ...given }: CodeFormProps) {
  const { code: texts, enter, entering } = given.texts;
  const [isRecovery, setRecovery] = useState(false);
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const focus = () => form.current?.querySelector<HTMLInputElement>('input')?.focus();

  const take = (outcome: Outcome) => {
    if (outcome === 'open') return onOpen();
    setBusy(false);
    if (outcome === 'needsCode') return;
    if (outcome.kind === 'ended') return onBack(outcome);
    setFailure(outcome);
    if (outcome.kind === 'code') form.current?.querySelector<HTMLInputElement>('input')?.select();
  };

  async function submit(sent: HTMLFormElement) {
    const code = String(new FormData(sent).get('code') ?? '').trim();
    setFailure(null);
    setMissing(code === '');
    if (code === '') return focus();
    setBusy(true);
    take(await sendCode(code, isRecovery, take));
  }

  return (
    <Form ref={form} data-testid="second-step" onSubmit={(sent) => void submit(sent)} className="grid gap-5">
      <div>
        <h2 className="font-semibold text-lg">{texts.heading}</h2>
        <p className="text-ink-soft text-sm">{isRecovery ? texts.leadRecovery : texts.lead}</p>
      </div>
      {failure && <FailureBanner failure={failure} isRecovery={isRecovery} {...given} />}
      <TextField
        key={isRecovery ? 'recovery' : 'code'}
        name="code"
        label={isRecovery ? texts.recovery : texts.code}
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoComplete={isRecovery ? 'off' : 'one-time-code'}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        required
        // It takes the place of the field that had the focus.
        autoFocus
        error={missing ? texts.missing : undefined}
      />
      <SubmitButton variant="primary" size="lg" block busy={busy}>
        {busy ? entering : enter}
      </SubmitButton>
      <div className="flex flex-wrap gap-3">
        <Button
          onClick={() => {
            setRecovery(!isRecovery);
            setFailure(null);
            setMissing(false);
          }}
        >
          {isRecovery ? texts.useApp : texts.useRecovery}
        </Button>
        <Button variant="quiet" onClick={() => onBack(null)}>
          {texts.back}
        </Button>
      </div>
    </Form>
  );
}
