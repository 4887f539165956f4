import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Effects, Settings } from '@/modules/settings/answers';
import { type SettingsChange, settingsApi } from '@/modules/settings/client/settings-api';
import { ApiError } from '@/platform/browser/http';
import { useErrorText } from '@/shell/use-error-text';
import { toast } from '@/ui/toast';
import { changeOf, type FieldName, fieldsOf, problemsOf, type SettingsFields } from './settings-fields';

/** A later question of this form takes its place on a phone. */
const SAVED = { id: 'settings-saved' };

interface Review {
  readonly change: SettingsChange;
  readonly effects: Effects;
}

/** Whether a change does anything to what is there already, which is said before it is saved. */
function hasEffect({ slug, version: _, ...parts }: Effects): boolean {
  return slug || Object.values(parts).some((part) => part !== null);
}

/**
 * The form over the settings as they are now: only the fields that this person has changed differ from them, so that
 * what others save meanwhile is shown at once.
 */
export function useSettingsForm(businessId: string, settings: Settings, onChanged: () => Promise<void>) {
  const t = useTranslations('settings');
  const errorText = useErrorText();
  const [edits, setEdits] = useState<Partial<SettingsFields>>({});
  /** The version that this person has seen since the first of their edits. */
  const [since, setSince] = useState(settings.version);
  const [problems, setProblems] = useState<readonly FieldName[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [review, setReview] = useState<Review | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const fields: SettingsFields = { ...fieldsOf(settings), ...edits };
  const found = problemsOf(fields);
  const change = found.length > 0 ? null : changeOf(settings, fields);
  const isDirty = found.length > 0 || change !== null;

  const reset = () => {
    setEdits({});
    setProblems([]);
    setFailure(null);
    setReview(null);
  };

  const edit = (changes: Partial<SettingsFields>) => {
    if (!isDirty) setSince(settings.version);
    setEdits((current) => ({ ...current, ...changes }));
    setProblems((current) => current.filter((name) => !(name in changes)));
  };

  async function attempt(work: () => Promise<void>) {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setReview(null);
      if (error instanceof ApiError && error.code === 'VERSION_CONFLICT') await onChanged();
      else if (error instanceof ApiError && error.code === 'SECOND_FACTOR_REQUIRED') setFailure(t('requireFactorOwn'));
      else setFailure(errorText(error));
    }
    setBusy(false);
  }

  const save = (saved: SettingsChange) =>
    attempt(async () => {
      await settingsApi.update(businessId, saved, settings.version);
      await onChanged();
      reset();
      toast.success(t('saved'), SAVED);
    });

  async function submit() {
    if (found.length > 0) {
      setProblems(found);
      form.current?.querySelector<HTMLElement>(`[data-field=${found[0]}]`)?.focus();
    } else if (change) {
      toast.dismiss(SAVED.id);
      await attempt(async () => {
        // A logo does nothing to what is there, and its picture is large.
        const { logo: _, ...asked } = change;
        const effects = await settingsApi.effects(businessId, asked);
        if (hasEffect(effects)) setReview({ change, effects });
        else await save(change);
      });
    }
  }

  return {
    ...{ form, fields, isDirty, failure, busy, review, edit, submit, reset },
    /** Someone else has saved since this person began. */
    isMet: isDirty && settings.version !== since,
    isWrong: (name: FieldName) => problems.includes(name),
    confirm: () => review && save(review.change),
    closeReview: () => setReview(null),
  };
}
