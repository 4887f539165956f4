'use client';
import { CircleAlert, Link2Off, UserRound } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { readMe } from '@/modules/access/client/me-api';
import { devicesApi } from '@/modules/devices/client/devices-api';
import { leaveFor, signOut } from '@/shell/sign-out';
import { Banner } from '@/ui/banner';
import { Form } from '@/ui/form';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { HandOver } from './hand-over';
import { usePairFailure } from './use-pair-failure';

const DOOR = '/puerta';
const LETTERS = 8;

interface PairFormProps {
  /** The person who is signed in in this browser; null for nobody. */
  signedIn: string | null;
  /** This phone was paired once. */
  isEnded: boolean;
  /** Of the application that made this page. */
  version: string;
}

/** Pairs this phone at once by what the address holds after its #, else by the letters that are typed; then opens the door. */
export function PairForm({ signedIn, isEnded, version }: PairFormProps) {
  const t = useTranslations('people.pair');
  const [code, setCode] = useState('');
  const [token, setToken] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const { sentence, read, clear } = usePairFailure();
  const letters = code.replace(/[^A-Z]/g, '');

  const pair = useCallback(
    async (shown: { token: string } | { code: string }) => {
      clear();
      setBusy(true);
      try {
        await devicesApi.pair(shown);
        if (signedIn !== null) return await signOut(DOOR);
        await readMe();
        return leaveFor(DOOR);
      } catch (error) {
        // What was used or has ended pairs nothing any more: letters can be typed instead.
        setToken(null);
        read(error);
        setBusy(false);
      }
    },
    [signedIn, read, clear],
  );

  const isRead = useRef(false);
  useEffect(() => {
    const found = window.location.hash.slice(1);
    if (isRead.current || found === '') return;
    isRead.current = true;
    // Neither the history nor a picture of the screen keeps it.
    window.history.replaceState(null, '', window.location.pathname);
    // A person who is signed in is asked first: pairing signs them out.
    if (signedIn === null) void pair({ token: found });
    else setToken(found);
  }, [pair, signedIn]);

  const submit = () => {
    if (token !== null) return void pair({ token });
    setTried(true);
    if (letters.length === LETTERS) void pair({ code: letters });
  };
  return (
    <Form onSubmit={submit} className="grid gap-5">
      {isEnded && sentence === null && (
        <Banner tone="warn" icon={<Link2Off size={18} />}>
          {t('ended')}
        </Banner>
      )}
      {isEnded && <HandOver version={version} />}
      {sentence && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {sentence}
        </Banner>
      )}
      {signedIn !== null && (
        <Banner icon={<UserRound size={18} />}>{t('signedIn', { name: isolate(signedIn) })}</Banner>
      )}
      {token === null && (
        <TextField
          label={t('code')}
          hint={t('codeHint')}
          error={isTried && letters.length !== LETTERS ? t('codeMissing') : undefined}
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={20}
          value={code}
          onChange={(event) => setCode(event.target.value.toUpperCase())}
        />
      )}
      <SubmitButton variant="primary" size="lg" block busy={busy}>
        {t(busy ? 'working' : signedIn === null ? 'submit' : 'andSignOut')}
      </SubmitButton>
      {signedIn === null && (
        <a
          href="/entrar"
          className="inline-flex min-h-11 items-center justify-self-start font-semibold text-accent-text"
        >
          {t('signIn')}
        </a>
      )}
    </Form>
  );
}
