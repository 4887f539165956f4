'use client';
import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { PasswordField } from '@/shell/password-field';
import { Banner } from '@/ui/banner';
import { Form } from '@/ui/form';
import { Select } from '@/ui/select';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { VENUE_CREATED } from '../entrar/venue-created';
import { type SetupFailure, sendSetup } from './send-setup';
import { type FieldName, HOURS, type Problems, problemsOf, type SetupFields, suggestSlug } from './setup-fields';
import { ZoneField } from './zone-field';

const EMPTY: SetupFields = {
  setupCode: '',
  name: '',
  email: '',
  password: '',
  businessName: '',
  slug: '',
  timeZone: 'UTC',
  cutoffHour: 4,
};
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

/** The form for the first owner and venue, on one page. */
export function SetupForm({ zones }: { zones: readonly string[] }) {
  const t = useTranslations('puerta.setup');
  const [fields, setFields] = useState(EMPTY);
  const [ownSlug, setOwnSlug] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<Exclude<SetupFailure, { kind: 'fields' }> | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const typed = typedIn(form.current);
    setOwnSlug(typed.slug !== '');
    setFields((current) => ({
      ...current,
      ...typed,
      setupCode: typed.setupCode || codeInAddress(),
      slug: typed.slug || suggestSlug(typed.businessName),
      timeZone: zoneOfDevice(zones) ?? current.timeZone,
    }));
  }, [zones]);

  const change = (changes: Partial<SetupFields>) => {
    setFields((current) => ({ ...current, ...changes }));
    setProblems((current) => Object.fromEntries(Object.entries(current).filter(([field]) => !(field in changes))));
  };
  const errorOf = (field: FieldName) => {
    const problem = problems[field];
    return problem && t(`errors.${problem}`);
  };
  const refuse = (found: Problems) => {
    setProblems(found);
    form.current?.querySelector<HTMLElement>(`[data-field=${Object.keys(found)[0]}]`)?.focus();
  };

  async function submit() {
    setFailure(null);
    const found = problemsOf(fields);
    if (Object.keys(found).length > 0) return refuse(found);
    setBusy(true);
    const result = await sendSetup(fields);
    if (result.kind === 'signedIn') return window.location.assign('/reservas');
    if (result.kind === 'signedOut') return window.location.assign(`/entrar?${VENUE_CREATED}`);
    setBusy(false);
    if (result.kind === 'fields') refuse(result.problems);
    else setFailure(result);
  }

  const text = (field: 'setupCode' | 'name' | 'email' | 'businessName' | 'slug') => ({
    'data-field': field,
    value: fields[field],
    error: errorOf(field),
  });

  return (
    <Form ref={form} onSubmit={() => void submit()} className="grid gap-8">
      {failure && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {t(failure.kind)}
        </Banner>
      )}
      <TextField
        {...text('setupCode')}
        label={t('setupCode')}
        hint={t('setupCodeHint')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => change({ setupCode: event.target.value })}
      />
      <fieldset className="grid gap-5">
        <legend className="display mb-4 text-lg">{t('owner')}</legend>
        <TextField
          {...text('name')}
          label={t('name')}
          autoComplete="name"
          onChange={(event) => change({ name: event.target.value })}
        />
        <TextField
          {...text('email')}
          type="email"
          label={t('email')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => change({ email: event.target.value })}
        />
        <PasswordField
          value={fields.password}
          error={errorOf('password')}
          onChange={(password) => change({ password })}
        />
      </fieldset>
      <fieldset className="grid gap-5">
        <legend className="display mb-4 text-lg">{t('venue')}</legend>
        <TextField
          {...text('businessName')}
          label={t('venueName')}
          autoComplete="organization"
          onChange={(event) => {
            const businessName = event.target.value;
            change({ businessName, ...(ownSlug ? {} : { slug: suggestSlug(businessName) }) });
          }}
        />
        <TextField
          {...text('slug')}
          label={t('slug')}
          hint={t('slugHint', { slug: fields.slug || t('slugExample') })}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setOwnSlug(event.target.value !== '');
            change({ slug: event.target.value });
          }}
        />
        <ZoneField
          zones={zones}
          value={fields.timeZone}
          error={errorOf('timeZone')}
          onValueChange={(timeZone) => change({ timeZone })}
        />
        <Select
          label={t('cutoff')}
          hint={t('cutoffHint', { hour: clock(fields.cutoffHour) })}
          error={errorOf('cutoffHour')}
          value={String(fields.cutoffHour)}
          options={HOURS.map((hour) => ({ value: String(hour), label: clock(hour) }))}
          onValueChange={(hour) => change({ cutoffHour: Number(hour) })}
        />
      </fieldset>
      <SubmitButton variant="primary" size="lg" block busy={busy}>
        {busy ? t('submitting') : t('submit')}
      </SubmitButton>
    </Form>
  );
}

const TYPED = ['setupCode', 'name', 'email', 'password', 'businessName', 'slug'] as const;

/**
 * The current values of the page's fields: a person, or the browser, may have filled them before this script loaded.
 */
function typedIn(form: HTMLFormElement | null): Pick<SetupFields, (typeof TYPED)[number]> {
  const textOf = (field: string) => form?.querySelector<HTMLInputElement>(`input[data-field=${field}]`)?.value ?? '';
  return Object.fromEntries(TYPED.map((field) => [field, textOf(field)])) as Pick<SetupFields, (typeof TYPED)[number]>;
}

/** Null when the browser reports no zone, or one that the server does not know. */
function zoneOfDevice(zones: readonly string[]): string | null {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return zones.includes(timeZone) ? timeZone : null;
}

/** The setup code that the address contains after a demo was erased (erase-demo.ts); it is removed from the address. */
function codeInAddress(): string {
  const code = new URLSearchParams(window.location.hash.slice(1)).get('codigo') ?? '';
  if (code) window.history.replaceState(null, '', window.location.pathname);
  return code;
}
