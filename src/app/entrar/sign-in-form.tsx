'use client';
import { CircleAlert, Eye, EyeOff, WifiOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { onAccountAnnounced } from '@/platform/browser/account-tabs';
import { forgetAccount } from '@/platform/browser/forget';
import { Banner } from '@/ui/banner';
import { Form } from '@/ui/form';
import { IconButton } from '@/ui/icon-button';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { safeDestination } from './safe-destination';
import { type SignInFailure, signIn } from './sign-in';

/**
 * Goes on to where the address says: the page itself is the same for all. A full load, so that nothing of an earlier person's session
 * stays in memory.
 */
function goOn(): void {
  window.location.assign(safeDestination(new URLSearchParams(window.location.search).get('destino')));
}

export function SignInForm() {
  const t = useTranslations('people.signIn');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const form = useRef<HTMLFormElement>(null);
  useEffect(forgetAccount, []);
  // Someone has signed in in another tab: this one goes on as they do.
  useEffect(() => onAccountAnnounced((account) => account !== null && goOn()), []);

  async function submit(sent: HTMLFormElement) {
    const fields = new FormData(sent);
    const email = String(fields.get('email') ?? '').trim();
    const password = String(fields.get('password') ?? '');
    const next = {
      ...(email.includes('@') ? {} : { email: t('emailMissing') }),
      ...(password ? {} : { password: t('passwordMissing') }),
    };
    setMissing(next);
    setFailure(null);
    const first = Object.keys(next)[0];
    if (first) return form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    setBusy(true);
    const refused = await signIn(email, password, goOn);
    if (!refused) return goOn();
    setFailure(refused);
    setBusy(false);
    if (refused.kind === 'credentials') form.current?.querySelector<HTMLInputElement>('[name=password]')?.select();
  }

  return (
    <Form ref={form} onSubmit={(sent) => void submit(sent)} className="grid gap-5">
      {failure && (
        <Banner
          role="alert"
          tone={failure.kind === 'offline' ? 'warn' : 'bad'}
          icon={failure.kind === 'offline' ? <WifiOff size={18} /> : <CircleAlert size={18} />}
        >
          {failure.kind === 'limited' && failure.seconds !== null
            ? failure.seconds < 90
              ? t('limitedSeconds', { count: failure.seconds })
              : t('limitedMinutes', { count: Math.ceil(failure.seconds / 60) })
            : t(failure.kind)}
        </Banner>
      )}
      <TextField
        name="email"
        type="email"
        label={t('email')}
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
        label={t('password')}
        autoComplete="current-password"
        required
        error={missing.password}
        end={
          <IconButton
            label={shown ? t('hidePassword') : t('showPassword')}
            aria-pressed={shown}
            icon={shown ? <EyeOff aria-hidden size={20} /> : <Eye aria-hidden size={20} />}
            onClick={() => setShown(!shown)}
          />
        }
      />
      <SubmitButton variant="primary" size="lg" block busy={busy}>
        {busy ? t('entering') : t('enter')}
      </SubmitButton>
      <noscript>
        <Banner tone="warn">{t('noScript')}</Banner>
      </noscript>
      <p className="text-ink-faint text-sm">{t('help')}</p>
    </Form>
  );
}
