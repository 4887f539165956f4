'use client';
import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { INCIDENT_KINDS } from '@/modules/custody/wire';
import { ALL_KINDS } from '@/modules/evidence/client/address';
import { useEvidence, ViewLink } from './evidence-context';

/** The name of a kind of incident that this version knows. */
export function useKindText(): (kind: string) => string {
  const t = useTranslations('incidents.kind');
  return (kind) => t(INCIDENT_KINDS.find((known) => known === kind) ?? 'other');
}

/** The incidents of a night by kind. */
export function Incidents() {
  const t = useTranslations('evidence');
  const kindText = useKindText();
  const format = useFormatter();
  const heading = useId();
  const { night } = useEvidence();
  const kinds = new Map<string, number>();
  for (const { kind } of night.incidents) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const rows = [...kinds].map(([kind, count]) => ({ kind, count, text: kindText(kind) }));
  return (
    <section aria-labelledby={heading} className="rounded-card bg-surface p-5 ring-1 ring-line sm:px-6">
      <h2 id={heading} className="display text-lg">
        {t('incidents')}
      </h2>
      <ul data-testid="incident-kinds" className="mt-2 divide-y divide-line">
        {[{ kind: ALL_KINDS, count: night.incidents.length, text: t('allIncidents') }, ...rows].map(
          ({ kind, count, text }) => (
            <li key={kind}>
              <ViewLink view={{ kind }} className="flex min-h-11 items-center gap-3 py-2 text-sm hover:bg-hover">
                <span className="min-w-0 grow">{text}</span>
                <span className="font-semibold tabular-nums">{format.number(count)}</span>
                <ChevronRight aria-hidden size={18} className="shrink-0 text-ink-faint" />
              </ViewLink>
            </li>
          ),
        )}
      </ul>
    </section>
  );
}
