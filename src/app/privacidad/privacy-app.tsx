'use client';
import { CircleAlert, Search } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PersonExport } from '@/modules/privacy/answers';
import { privacyApi } from '@/modules/privacy/client/privacy-api';
import { AccountGuard } from '@/shell/account-guard';
import { AppShell } from '@/shell/app-shell';
import type { ShellProps } from '@/shell/types';
import { useErrorText } from '@/shell/use-error-text';
import { Banner } from '@/ui/banner';
import { Form } from '@/ui/form';
import { Redraw } from '@/ui/redraw';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { HeldCard } from './held-card';

interface PrivacyAppProps {
  businessId: string;
  userId: string;
  timeZone: string;
  /** The reservation whose guest is asked for; null when somebody types who. */
  reservationId: string | null;
  shell: ShellProps;
}

/** Finds a guest by phone or e-mail, hands over what is held, and erases it. */
export function PrivacyApp({ userId, ...rest }: PrivacyAppProps) {
  return (
    <AccountGuard userId={userId}>
      <Redraw>
        <Guest {...rest} />
      </Redraw>
    </AccountGuard>
  );
}

interface FoundGuest {
  /** Who was found, as the server names them. */
  readonly typed: string;
  readonly held: PersonExport;
}

function Guest({ businessId, timeZone, reservationId, shell }: Omit<PrivacyAppProps, 'userId'>) {
  const t = useTranslations('privacy');
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [found, setFound] = useState<FoundGuest | null>(null);
  const [erased, setErased] = useState<number | null>(null);

  async function find(read: () => Promise<PersonExport>) {
    setBusy(true);
    setFailure(null);
    setErased(null);
    setFound(null);
    try {
      const held = await read();
      setFound({ typed: held.phone ?? held.email ?? '', held });
    } catch (error) {
      setFailure(errorText(error));
    }
    setBusy(false);
  }

  const findOfPage = useEffectEvent(() => {
    if (reservationId === null) return;
    void find(() => privacyApi.findOf(businessId, reservationId));
    // Each search is written down: a reload is not another one.
    const url = new URL(window.location.href);
    url.searchParams.delete('reserva');
    window.history.replaceState(null, '', url);
  });
  useEffect(() => findOfPage(), []);

  function forget(count: number) {
    setFound(null);
    setTyped('');
    setErased(count);
  }

  return (
    <AppShell {...shell}>
      <div className="mx-auto grid w-full max-w-2xl gap-6 clear-of-notices px-4 pt-6 sm:px-5">
        <div>
          <h1 className="display text-2xl">{t('title')}</h1>
          <p className="mt-1 text-pretty text-ink-soft text-sm">{t('lead')}</p>
        </div>
        <Form
          onSubmit={() => void find(() => privacyApi.find(businessId, typed.trim()))}
          className="grid gap-5 rounded-card bg-surface p-5 ring-1 ring-line sm:p-6"
        >
          {failure && (
            <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
              {failure}
            </Banner>
          )}
          <TextField
            label={t('who')}
            hint={t('whoHint')}
            autoComplete="off"
            required
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <SubmitButton
            variant="primary"
            busy={busy}
            icon={<Search aria-hidden size={18} />}
            className="justify-self-start"
          >
            {t('find')}
          </SubmitButton>
        </Form>
        <div aria-live="polite" className="grid gap-6">
          {erased !== null && <Banner tone="ok">{t('erased', { count: erased })}</Banner>}
          {found && (
            <HeldCard
              key={found.held.exportedAt}
              businessId={businessId}
              timeZone={timeZone}
              typed={found.typed}
              held={found.held}
              onErased={forget}
            />
          )}
        </div>
      </div>
    </AppShell>
  );
}
