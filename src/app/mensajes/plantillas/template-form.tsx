'use client';
import { CircleAlert, RefreshCw, RotateCcw, Send } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Template } from '@/modules/messages/answers';
import { LONGEST, type Place, type TemplateField } from '@/modules/messages/template-rules';
import { Badge } from '@/ui/badge';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Form } from '@/ui/form';
import { SubmitButton } from '@/ui/submit-button';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import { PlaceList } from './place-list';
import { PreviewCard } from './preview-card';
import { useTemplateForm } from './use-template-form';

interface TemplateFormProps {
  businessId: string;
  template: Template;
  onChanged: () => Promise<void>;
}

/** One text with what it looks like. */
export function TemplateForm({ businessId, template, onChanged }: TemplateFormProps) {
  const t = useTranslations('mail.templates');
  const { fields, text, problems, isDirty, isMet, failure, busy, edit, ...form } = useTemplateForm(
    ...([businessId, template, onChanged] as const),
  );
  const [asksReset, setAsksReset] = useState(false);
  const body = useRef<HTMLTextAreaElement>(null);
  const isSound = problems.length === 0;

  const problemOf = (field: TemplateField) => {
    const found = problems.find((problem) => problem.field === field);
    return found && t(`problems.${found.code}`, { name: found.name, at: found.at ?? 0, most: LONGEST[field] });
  };

  const insert = (place: Place) => {
    const field = body.current;
    const [from, to] = [field?.selectionStart ?? fields.body.length, field?.selectionEnd ?? fields.body.length];
    const sign = `{${place}}`;
    edit({ body: fields.body.slice(0, from) + sign + fields.body.slice(to) });
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + sign.length, from + sign.length);
    });
  };

  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Form
        onSubmit={() => void (isSound && isDirty && form.save())}
        className="grid min-w-0 gap-5 rounded-card bg-surface p-5 ring-1 ring-line sm:p-6"
      >
        <div>
          <Badge tone={template.isOwn ? 'info' : 'neutral'}>{t(template.isOwn ? 'own' : 'builtIn')}</Badge>
        </div>
        {isMet && (
          <Banner tone="warn" icon={<RefreshCw size={18} />}>
            {t('met')}
          </Banner>
        )}
        {failure && (
          <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
            {failure}
          </Banner>
        )}
        <TextField
          label={t('subject')}
          value={fields.subject}
          error={problemOf('subject')}
          autoComplete="off"
          onChange={(event) => edit({ subject: event.target.value })}
        />
        <TextArea
          ref={body}
          rows={12}
          label={t('body')}
          hint={t('bodyHint')}
          value={fields.body}
          error={problemOf('body')}
          onChange={(event) => edit({ body: event.target.value })}
        />
        <PlaceList kind={template.kind} onInsert={insert} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton variant="primary" busy={busy === 'save'} disabled={!isDirty || !isSound}>
            {t('save')}
          </SubmitButton>
          <Button
            busy={busy === 'test'}
            disabled={!isSound}
            icon={<Send aria-hidden size={16} />}
            onClick={() => void form.test()}
          >
            {t('test')}
          </Button>
          {isDirty && (
            <Button variant="quiet" onClick={form.discard}>
              {t('discard')}
            </Button>
          )}
          {template.isOwn && (
            <Button variant="quiet" icon={<RotateCcw aria-hidden size={16} />} onClick={() => setAsksReset(true)}>
              {t('reset')}
            </Button>
          )}
        </div>
      </Form>
      <PreviewCard businessId={businessId} name={template} text={isSound ? text : null} />
      <ConfirmDialog
        open={asksReset}
        onOpenChange={setAsksReset}
        title={t('resetTitle')}
        body={t('resetBody')}
        confirmLabel={t('reset')}
        busy={busy === 'reset'}
        onConfirm={() => void form.reset().then(() => setAsksReset(false))}
      />
    </div>
  );
}
