'use client';
import { ArrowLeft, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { ALL_KINDS, type EvidenceView } from '@/modules/evidence/client/address';
import { FIGURE_RULES, NONE, selectLines, sumOf } from '@/modules/evidence/rules';
import { buttonClass } from '@/ui/button-class';
import { EmptyState } from '@/ui/empty-state';
import { usePersonName } from './breakdown';
import { EntryList } from './entry-list';
import { useEvidence, ViewLink } from './evidence-context';
import { IncidentList } from './incident-list';
import { useKindText } from './incidents';

/** What is behind a figure: its entries, or the incidents of a kind, and what they add up to. */
export function Behind({ view }: { view: EvidenceView }) {
  const t = useTranslations('evidence');
  const format = useFormatter();
  const kindText = useKindText();
  const { night } = useEvidence();
  const heading = useRef<HTMLHeadingElement>(null);
  const { figure, kind } = view;
  const lines = useMemo(() => selectLines(night, view), [night, view]);
  const incidents = night.incidents.filter((each) => kind === ALL_KINDS || each.kind === kind);
  useEffect(() => {
    void view;
    // The figure that was pressed is gone: the reader continues at what it opened.
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [view]);
  const title =
    kind !== undefined
      ? kind === ALL_KINDS
        ? t('allIncidents')
        : kindText(kind)
      : t(figure ? `figure.${figure}` : 'entries');
  const unit = figure ? FIGURE_RULES[figure].unit : 'lines';
  const sum = kind === undefined ? sumOf(lines, figure) : incidents.length;
  const isUnknown = figure === 'refused' && !night.refusalsKept;
  return (
    <section aria-labelledby="behind">
      <ViewLink view={{}} className={buttonClass({ variant: 'quiet' })}>
        <ArrowLeft aria-hidden size={18} />
        <span className="contents">{t('back')}</span>
      </ViewLink>
      <div className="mt-2 mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="behind" ref={heading} tabIndex={-1} className="display text-xl">
          {title}
        </h2>
        <p data-testid="sum" className="font-semibold tabular-nums">
          {isUnknown ? t('unknown') : format.number(sum)}{' '}
          <span className="font-normal text-ink-soft text-sm">
            {kind === undefined
              ? t(`of.${unit}`, { lines: lines.length, count: sum })
              : t('of.incidents', { count: sum })}
          </span>
        </p>
      </div>
      <Narrowed view={view} />
      {isUnknown && <p className="mb-3 text-ink-soft text-sm">{t('refusalsGone')}</p>}
      {kind !== undefined ? (
        <IncidentList incidents={incidents} />
      ) : lines.length > 0 ? (
        <EntryList lines={lines} />
      ) : (
        !isUnknown && <EmptyState title={t('nothing')} body={t('nothingBody')} />
      )}
    </section>
  );
}

/** By what the list is narrowed; each can be taken off. */
function Narrowed({ view }: { view: EvidenceView }) {
  const t = useTranslations('evidence');
  const nameOf = usePersonName();
  const kindText = useKindText();
  const { night } = useEvidence();
  const { gate, by, party, incident } = view;
  const found = night.lines.find((line) => line.party?.id === party)?.party;
  const kind = night.incidents.find(({ id }) => id === incident)?.kind;
  const person = night.lines.find((line) => line.by?.id === by)?.by ?? null;
  const gateName = night.gates.find(({ id }) => id === gate)?.name;
  const chips = [
    gate !== undefined && {
      field: 'gate',
      text: gate === NONE ? t('noGate') : isolate(gateName ?? gate),
    },
    by !== undefined && { field: 'by', text: nameOf(person) },
    party !== undefined && { field: 'party', text: found ? `${isolate(found.name)} · ${found.code}` : party },
    incident !== undefined && { field: 'incident', text: kindText(kind ?? '') },
  ].filter((chip) => chip !== false);
  if (chips.length === 0) return null;
  return (
    <ul className="mb-3 flex flex-wrap gap-2">
      {chips.map(({ field, text }) => (
        <li key={field}>
          <ViewLink
            view={{ ...view, [field]: undefined }}
            label={t('without', { name: text })}
            className={buttonClass({})}
          >
            <span className="min-w-0 truncate">{text}</span>
            <X aria-hidden size={16} />
          </ViewLink>
        </li>
      ))}
    </ul>
  );
}
