'use client';
import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Banner } from '@/ui/banner';
import { Form } from '@/ui/form';
import { Select } from '@/ui/select';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { PasswordField } from './password-field';
import { type SetupFailure, sendSetup } from './send-setup';
import { type FieldName, type Problems, problemsOf, type SetupFields, suggestSlug } from './setup-fields';
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
const HOURS = Array.from({ length: 13 }, (_, hour) => String(hour));
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

/** The first owner and venue, on one page. */
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
    const failed = await sendSetup(fields);
    if (!failed) return window.location.assign('/reservas');
    setBusy(false);
    if (failed.kind === 'fields') refuse(failed.problems);
    else setFailure(failed);
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
          options={HOURS.map((hour) => ({ value: hour, label: clock(Number(hour)) }))}
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

/** What the page's fields hold: a person, or the browser, may have filled them in before this script arrived. */
function typedIn(form: HTMLFormElement | null): Pick<SetupFields, (typeof TYPED)[number]> {
  const textOf = (field: string) => form?.querySelector<HTMLInputElement>(`input[data-field=${field}]`)?.value ?? '';
  return Object.fromEntries(TYPED.map((field) => [field, textOf(field)])) as Pick<SetupFields, (typeof TYPED)[number]>;
}

/** Null where the browser does not tell, or tells one that the server does not know. */
function zoneOfDevice(zones: readonly string[]): string | null {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return zones.includes(timeZone) ? timeZone : null;
}

/** The code that came along from an erased demo (erase-demo.ts); it does not stay in the address. */
function codeInAddress(): string {
  const code = new URLSearchParams(window.location.hash.slice(1)).get('codigo') ?? '';
  if (code) window.history.replaceState(null, '', window.location.pathname);
  return code;
}
