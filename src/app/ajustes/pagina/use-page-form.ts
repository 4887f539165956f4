import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Locale } from '@/i18n/locale';
import type { BookingPage } from '@/modules/booking/answers';
import { type PageChange, pageApi } from '@/modules/booking/client/page-api';
import { ApiError } from '@/platform/browser/http';
import { useErrorText } from '@/shell/use-error-text';
import { toast } from '@/ui/toast';

export type TextField = 'greeting' | 'policy' | 'marketing' | 'depositText';

/** What the form shows: numbers and addresses as they are typed. */
export type PageFields = Omit<
  BookingPage,
  'maxParty' | 'depositAmount' | 'depositUrl' | 'version' | 'policyVersion'
> & {
  readonly maxParty: string;
  readonly depositAmount: string;
  readonly depositUrl: string;
};

function fieldsOf({ version: _, policyVersion: __, ...page }: BookingPage): PageFields {
  const { maxParty, depositAmount, depositUrl } = page;
  return { ...page, maxParty: String(maxParty), depositAmount: depositAmount ?? '', depositUrl: depositUrl ?? '' };
}

/** What is wrong with the fields as they are typed. */
function problemsOf({ maxParty, depositUrl }: PageFields) {
  const most = Number(maxParty);
  return {
    maxParty: !Number.isInteger(most) || most < 1 || most > 100,
    depositUrl: depositUrl.trim() !== '' && !/^https:\/\/[^\s/]+/.test(depositUrl.trim()),
  };
}

/** The form over the page as it is now: only what this person has changed differs from it. */
export function usePageForm(businessId: string, page: BookingPage, onChanged: () => Promise<void>) {
  const t = useTranslations('booking.settings');
  const errorText = useErrorText();
  const [edits, setEdits] = useState<Partial<PageFields>>({});
  /** The version that this person has seen since the first of their edits. */
  const [since, setSince] = useState(page.version);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const fields: PageFields = { ...fieldsOf(page), ...edits };
  const problems = problemsOf(fields);
  const isDirty = Object.keys(edits).length > 0;

  const discard = () => {
    setEdits({});
    setFailure(null);
  };
  const edit = (changes: Partial<PageFields>) => {
    if (!isDirty) setSince(page.version);
    setEdits((current) => ({ ...current, ...changes }));
  };
  const write = (name: TextField, locale: Locale, text: string) =>
    edit({ [name]: { ...fields[name], [locale]: text } });

  async function save() {
    if (problems.maxParty || problems.depositUrl) return;
    setBusy(true);
    setFailure(null);
    const { maxParty, ...others } = fields;
    const names = Object.keys(edits) as (keyof PageFields)[];
    const whole: PageChange = { ...others, maxParty: Number(maxParty) };
    const change: PageChange = Object.fromEntries(names.map((name) => [name, whole[name]]));
    try {
      await pageApi.update(businessId, change, page.version);
      await onChanged();
      discard();
      toast.success(t('saved'));
    } catch (error) {
      if (error instanceof ApiError && error.code === 'VERSION_CONFLICT') await onChanged();
      else setFailure(errorText(error));
    }
    setBusy(false);
  }

  return {
    fields,
    problems,
    isDirty,
    isMet: isDirty && since !== page.version,
    failure,
    busy,
    edit,
    write,
    save,
    discard,
  };
}
