import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Service } from '@/modules/services/wire';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { useServiceText } from './use-service-text';

/** A service in plain words. */
export function ServiceCard({ service, onEdit }: { service: Service; onEdit: () => void }) {
  const t = useTranslations('layout.services');
  const form = useTranslations('layout.form');
  const text = useServiceText();
  const { turns, pacing, parties, exceptions, mode, stepMinutes, turnMinutes, noticeMinutes, horizonDays } = service;
  const rules = [
    turns.length > 0 && t('counts.turns', { count: turns.length }),
    pacing.length > 0 && t('counts.pacing', { count: pacing.length }),
    parties.length > 0 && t('counts.parties', { count: parties.length }),
    exceptions.length > 0 && t('counts.exceptions', { count: exceptions.length }),
  ].filter((rule) => rule !== false);
  return (
    <li className="flex flex-wrap items-start gap-3 rounded-card bg-surface p-5 ring-1 ring-line">
      <div className="min-w-0 grow basis-64">
        <h2 className="display flex flex-wrap items-center gap-2 text-lg">
          <span className="break-words">{service.name}</span>
          {!service.active && <Badge>{form('uses.off')}</Badge>}
        </h2>
        <p className="mt-1 font-medium">{text.describe(service)}</p>
        <p className="mt-1 text-ink-soft text-sm">
          {t(`modeSentence.${mode}`, { step: text.length(stepMinutes), turn: text.length(turnMinutes) })}
        </p>
        <p className="mt-1 text-ink-soft text-sm">
          {t('guests', { notice: text.length(noticeMinutes), days: horizonDays })}
        </p>
        {rules.length > 0 && <p className="mt-1 text-ink-faint text-sm">{rules.join(' · ')}</p>}
      </div>
      <Button size="sm" aria-label={t('edit', { service: isolate(service.name) })} onClick={onEdit}>
        {form('change')}
      </Button>
    </li>
  );
}
