'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { INCIDENT_STATES } from '@/modules/custody/wire';
import type { EvidenceIncident } from '@/modules/evidence/answers';
import { Badge } from '@/ui/badge';
import { buttonClass } from '@/ui/button-class';
import { useEvidence, ViewLink } from './evidence-context';
import { useKindText } from './incidents';

/** The incidents of a night in the order in which they were opened, each with its entries and what was decided. */
export function IncidentList({ incidents }: { incidents: readonly EvidenceIncident[] }) {
  const t = useTranslations('evidence');
  const states = useTranslations('incidents.state');
  const kindText = useKindText();
  const format = useFormatter();
  const { night, timeZone } = useEvidence();
  const time = (at: string) =>
    format.dateTime(new Date(at), { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return (
    <ol data-testid="incidents" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
      {incidents.map(({ id, kind, state, openedAt, resolvedAt, resolvedBy, reason, people, gateId, nonces }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
          <div className="min-w-0 grow basis-64 text-sm">
            <p className="font-semibold">{kindText(kind)}</p>
            <p className="text-ink-soft">
              {[
                time(openedAt),
                gateId && isolate(night.gates.find((gate) => gate.id === gateId)?.name ?? gateId),
                t('peopleOf', { count: people }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {resolvedAt && (
              <p className="text-ink-soft">
                {t('resolved', {
                  name: resolvedBy === null ? t('by.gone') : isolate(resolvedBy),
                  time: time(resolvedAt),
                })}
                {reason && ` · ${reason}`}
              </p>
            )}
          </div>
          <Badge tone={state === 'OPEN' ? 'warn' : 'neutral'} open={state === 'OPEN'}>
            {states(INCIDENT_STATES.find((known) => known === state) ?? 'other')}
          </Badge>
          <ViewLink view={{ incident: id }} className={buttonClass({ size: 'sm' })}>
            {t('itsEntries', { count: nonces.length })}
          </ViewLink>
        </li>
      ))}
    </ol>
  );
}
