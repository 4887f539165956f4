'use client';
import { CircleCheck, Eye, EyeOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { onAccountAnnounced } from '@/platform/browser/account-tabs';
import { forgetAccount } from '@/platform/browser/forget';
import { Banner } from '@/ui/banner';
import { Form } from '@/ui/form';
import { IconButton } from '@/ui/icon-button';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { CodeForm } from './code-form';
import { FailureBanner, type SignInTexts } from './failure-banner';
import { NEEDS_CODE } from './needs-code';
import { safeDestination } from './safe-destination';
import { type Outcome, type SignInFailure, signIn } from './sign-in';
import { VENUE_CREATED } from './venue-created';

/**
 * Navigates to the destination in the address: the page itself is the same for all. It is a full page load, so that no
 * data of an earlier user's session stays in memory.
 */
function goOn(): void {
  window.location.assign(safeDestination(new URLSearchParams(window.location.search).get('destino')));
}

/** The address says which step it is, so that a page that is loaded again goes on with it. */
function showStep(needsCode: boolean): void {
  const address = new URL(window.location.href);
  if (needsCode) address.searchParams.set(NEEDS_CODE, '');
  else address.searchParams.delete(NEEDS_CODE);
  window.history.replaceState(window.history.state, '', address);
}

export function SignInForm({ texts, formats }: SignInTexts) {
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const [created, setCreated] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(forgetAccount, []);
  useEffect(() => {
    const address = new URLSearchParams(window.location.search);
    setCreated(address.has(VENUE_CREATED));
    setNeedsCode(address.has(NEEDS_CODE));
  }, []);
  // A user has signed in in another tab, so this tab continues with the same account.
  useEffect(() => onAccountAnnounced((account) => account !== null && goOn()), []);

  async function submit(sent: HTMLFormElement) {
    const fields = new FormData(sent);
    const email = String(fields.get('email') ?? '').trim();
    const password = String(fields.get('password') ?? '');
    const next = {
      ...(email.includes('@') ? {} : { email: texts.emailMissing }),
      ...(password ? {} : { password: texts.passwordMissing }),
    };
    setMissing(next);
    setFailure(null);
    const first = Object.keys(next)[0];
    if (first) return form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    setBusy(true);
    take(await signIn(email, password, take));
  }

  const turnTo = (step: 'password' | 'code', why: SignInFailure | null) => {
    showStep(step === 'code');
    setNeedsCode(step === 'code');
    setFailure(why);
  };

  function take(outcome: Outcome) {
    if (outcome === 'open') return goOn();
    setBusy(false);
    if (outcome === 'needsCode') return turnTo('code', null);
    setFailure(outcome);
    if (outcome.kind === 'credentials') form.current?.querySelector<HTMLInputElement>('[name=password]')?.select();
  }

  if (needsCode)
    return <CodeForm texts={texts} formats={formats} onOpen={goOn} onBack={(why) => turnTo('password', why)} />;

  return (
    <Form ref={form} onSubmit={(sent) => void submit(sent)} className="grid gap-5">
      {created && !failure && (
        <Banner tone="ok" icon={<CircleCheck size={18} />}>
          {texts.venueCreated}
        </Banner>
      )}
      {failure && <FailureBanner failure={failure} texts={texts} formats={formats} />}
      <TextField
        name="email"
        type="email"
        label={texts.email}
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        error={missing.email}
      />
      <TextField
        name="password"
        type={shown ? 'text' : 'password'}
        label={texts.password}
        autoComplete="current-password"
        required
        error={missing.password}
        end={
          <IconButton
            label={shown ? texts.hidePassword : texts.showPassword}
            aria-pressed={shown}
            icon={shown ? <EyeOff aria-hidden size={20} /> : <Eye aria-hidden size={20} />}
            onClick={() => setShown(!shown)}
          />
        }
      />
      <SubmitButton variant="primary" size="lg" block busy={busy}>
        {busy ? texts.entering : texts.enter}
      </SubmitButton>
      <noscript>
        <Banner tone="warn">{texts.noScript}</Banner>
      </noscript>
      <p className="text-ink-faint text-sm">{texts.help}</p>
    </Form>
  );
}
