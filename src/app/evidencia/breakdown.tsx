'use client';
import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { type EvidenceFilter, type Figure, figureOf, NONE, type Person } from '@/modules/evidence/rules';
import { useEvidence, ViewLink } from './evidence-context';

interface Row {
  readonly key: string;
  /** As it stands in a sentence: `isolate` has been applied. */
  readonly said: string;
  readonly filter: EvidenceFilter;
}

interface BreakdownProps {
  title: string;
  /** The heading of the first column. */
  of: string;
  columns: readonly Figure[];
  rows: readonly Row[];
  testId: string;
}

/** Figures of a night by gate or by account; each opens what it is made of. */
function Breakdown({ title, of, columns, rows, testId }: BreakdownProps) {
  const t = useTranslations('evidence');
  const format = useFormatter();
  const heading = useId();
  const { night } = useEvidence();
  return (
    <section aria-labelledby={heading} className="rounded-card bg-surface p-5 ring-1 ring-line sm:px-6">
      <h2 id={heading} className="display text-lg">
        {title}
      </h2>
      <table data-testid={testId} aria-labelledby={heading} className="mt-2 w-full text-sm tabular-nums">
        <thead>
          <tr className="text-ink-soft">
            <th scope="col" className="py-1 pr-2 text-left font-medium">
              {of}
            </th>
            {columns.map((figure) => (
              <th key={figure} scope="col" className="py-1 pl-2 text-right font-medium">
                {t(`short.${figure as 'entered' | 'exits' | 'refused' | 'undone'}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, said, filter }) => (
            <tr key={key} className="border-line border-t">
              <th scope="row" className="break-words py-1 pr-2 text-left font-medium">
                {said}
              </th>
              {columns.map((figure) => {
                const value = format.number(figureOf(night, figure, filter));
                return (
                  <td key={figure} className="text-right">
                    <ViewLink
                      view={{ ...filter, figure }}
                      label={t('open', { figure: t(`figure.${figure}`), value, name: said })}
                      className="inline-flex min-h-11 min-w-11 items-center justify-end font-semibold underline decoration-line-strong underline-offset-4 hover:decoration-accent"
                    >
                      {value}
                    </ViewLink>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Only gates at which something happened. */
export function ByGate() {
  const t = useTranslations('evidence');
  const { night } = useEvidence();
  const used = new Set(night.lines.map(({ gateId }) => gateId));
  if ([...used].every((id) => id === null)) return null;
  const gates = night.gates.filter(({ id }) => used.has(id));
  const rows = [
    ...gates.map(({ id, name }) => ({ key: id, said: isolate(name), filter: { gate: id } })),
    ...(used.has(null) ? [{ key: NONE, said: t('noGate'), filter: { gate: NONE } }] : []),
  ];
  return (
    <Breakdown
      title={t('byGate')}
      of={t('gate')}
      columns={['entered', 'exits', 'refused']}
      rows={rows}
      testId="by-gate"
    />
  );
}

/** The accounts in whose name something was counted, refused or delivered: people, phones and keys. */
export function ByPerson() {
  const t = useTranslations('evidence');
  const nameOf = usePersonName();
  const { night } = useEvidence();
  const used = new Map(night.lines.map(({ by }) => [by?.id ?? NONE, by]));
  const rows = [...used]
    .map(([key, by]) => ({ key, said: nameOf(by), filter: { by: key } }))
    .sort((a, b) => a.said.localeCompare(b.said));
  const columns: Figure[] = ['entered', 'exits', 'undone', 'refused'];
  return <Breakdown title={t('byPerson')} of={t('person')} columns={columns} rows={rows} testId="by-person" />;
}

/** The name of an account as the screen says it. */
export function usePersonName(): (person: Person | null) => string {
  const t = useTranslations('evidence.by');
  return (person) => {
    if (person === null) return t('gone');
    const said = isolate(person.name);
    return person.kind === 'person' ? said : t(person.kind, { name: said });
  };
}
