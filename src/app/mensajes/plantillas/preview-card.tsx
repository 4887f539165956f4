'use client';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { type TemplateName, templatesApi } from '@/modules/messages/client/templates-api';
import type { TemplateText } from '@/modules/messages/template-rules';
import { Button } from '@/ui/button';
import { useSettled } from '@/ui/use-settled';

/** Milliseconds without a key before what was typed is drawn. */
const PAUSE = 400;

interface PreviewCardProps {
  businessId: string;
  name: TemplateName;
  /** Null for a text that cannot be drawn. */
  text: TemplateText | null;
}

/** The letter as the server would send it, with invented values. */
export function PreviewCard({ businessId, name: { kind, locale }, text }: PreviewCardProps) {
  const t = useTranslations('mail.templates');
  const common = useTranslations('common');
  const heading = useId();
  const drawn = useSettled(text === null ? null : JSON.stringify([text.subject, text.body]), PAUSE);
  const preview = useQuery({
    queryKey: ['template-preview', businessId, kind, locale, drawn],
    queryFn:
      drawn === null
        ? skipToken
        : ({ signal }) => {
            const [subject, body] = JSON.parse(drawn) as [string, string];
            return templatesApi.preview(businessId, { kind, locale }, { subject, body }, signal);
          },
    placeholderData: keepPreviousData,
  });
  const { data, error, isFetching, refetch } = preview;
  return (
    <section
      aria-labelledby={heading}
      data-testid="preview"
      className="min-w-0 overflow-hidden rounded-card bg-surface ring-1 ring-line lg:sticky lg:top-21"
    >
      <header className="border-line border-b px-5 py-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 id={heading} className="display text-lg">
            {t('preview')}
          </h2>
          <p className="text-ink-faint text-sm">{t('previewNote')}</p>
        </div>
        {data && <p className="mt-2 break-words font-semibold">{data.subject}</p>}
      </header>
      {text === null || error ? (
        <div
          role="status"
          className="flex flex-wrap items-center gap-3 border-line border-b px-5 py-4 text-ink-soft text-sm"
        >
          {t(text === null ? 'previewWrong' : 'previewFailed')}
          {text !== null && (
            <Button size="sm" busy={isFetching} onClick={() => void refetch()}>
              {common('retry')}
            </Button>
          )}
        </div>
      ) : null}
      {data && (
        // Nothing in it runs, is sent or opens.
        <iframe title={t('preview')} sandbox="" srcDoc={data.html} className="block h-160 w-full bg-surface" />
      )}
    </section>
  );
}
