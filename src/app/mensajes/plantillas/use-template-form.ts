import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Template } from '@/modules/messages/answers';
import { templatesApi } from '@/modules/messages/client/templates-api';
import { findProblems, isSameText, type TemplateText } from '@/modules/messages/template-rules';
import { ApiError } from '@/platform/browser/http';
import { cleanLine, cleanLines } from '@/platform/input/text';
import { useErrorText } from '@/shell/use-error-text';
import { toast } from '@/ui/toast';

/** A later notice of this form takes its place on a phone. */
const SAVED = { id: 'template-saved' };

type Work = 'save' | 'reset' | 'test';

/** The form over a text as it is now: what others save meanwhile is shown at once, unless this person has changed it. */
export function useTemplateForm(businessId: string, template: Template, onChanged: () => Promise<void>) {
  const t = useTranslations('mail.templates');
  const errorText = useErrorText();
  const [edits, setEdits] = useState<Partial<TemplateText>>({});
  /** The version that this person has seen since the first of their edits. */
  const [since, setSince] = useState(template.version);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState<Work | null>(null);

  const fields: TemplateText = { subject: template.subject, body: template.body, ...edits };
  const text: TemplateText = { subject: cleanLine(fields.subject), body: cleanLines(fields.body) };
  const problems = findProblems(template.kind, text);
  const isDirty = !isSameText(text, template);

  const edit = (changes: Partial<TemplateText>) => {
    if (!isDirty) setSince(template.version);
    setFailure(null);
    setEdits((current) => ({ ...current, ...changes }));
  };

  async function attempt(work: Work, run: () => Promise<void>) {
    setBusy(work);
    setFailure(null);
    try {
      await run();
    } catch (error) {
      // The screen shows the other's text, and says so.
      if (error instanceof ApiError && error.code === 'VERSION_CONFLICT') await onChanged();
      else setFailure(errorText(error));
    }
    setBusy(null);
  }

  const done = async (said: string) => {
    await onChanged();
    setEdits({});
    toast.success(said, SAVED);
  };

  return {
    ...{ fields, text, problems, isDirty, failure, busy, edit },
    /** Someone else has saved since this person began. */
    isMet: isDirty && template.version !== since,
    discard: () => setEdits({}),
    save: () =>
      attempt('save', async () => {
        await templatesApi.save(businessId, template, text, template.version);
        await done(t('saved'));
      }),
    reset: () =>
      attempt('reset', async () => {
        await templatesApi.reset(businessId, template, template.version);
        await done(t('wasReset'));
      }),
    test: () =>
      attempt('test', async () => {
        const { recipient } = await templatesApi.test(businessId, template, text);
        toast.success(t('tested', { recipient: isolate(recipient) }));
      }),
  };
}
