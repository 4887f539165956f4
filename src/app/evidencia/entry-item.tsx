'use client';
import clsx from 'clsx';
import { Ban, Hourglass, Undo2, UserMinus, UserPlus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Line } from '@/modules/evidence/rules';
import { Badge } from '@/ui/badge';
import { usePersonName } from './breakdown';
import { useEvidence, ViewLink } from './evidence-context';
import { useLineText } from './use-line-text';

/** A difference that a reader should know of, in milliseconds. */
const LATE = 1_000;

function iconOf({ state, kind, flow, delta }: Line) {
  if (state === 'REFUSED') return Ban;
  if (state === 'HELD') return Hourglass;
  if (kind === 'UNDO') return Undo2;
  return (flow === 'OUT') === (delta ?? 0) > 0 ? UserMinus : UserPlus;
}

const TONES = {
  COUNTED: 'bg-sunken text-ink-soft',
  HELD: 'bg-warn-soft text-warn-text',
  REFUSED: 'bg-bad-soft text-bad-text',
};
const LINK =
  'inline-flex min-h-11 items-center font-medium underline decoration-line-strong underline-offset-4 hover:decoration-accent';

/** One line: what happened, when, where, by whom, and on what. */
export function EntryItem({ line }: { line: Line }) {
  const t = useTranslations('evidence');
  const nameOf = usePersonName();
  const words = useLineText();
  const { night, venue, mayReadHistory } = useEvidence();
  const { state, at, receivedAt, gateId, by, deliveredBy, deviceId, party, category, seq, undone, forced } = line;
  const gate = night.gates.find(({ id }) => id === gateId);
  const isLate = receivedAt - at >= LATE;
  const Icon = iconOf(line);
  const reason = words.reason(line);
  const facts = [
    gate && isolate(gate.name),
    state === 'HELD' ? t('deliveredBy', { name: nameOf(by) }) : nameOf(by),
    state === 'COUNTED' && deliveredBy && deliveredBy.id !== by?.id && t('deliveredBy', { name: nameOf(deliveredBy) }),
    deviceId && t('device', { id: deviceId.slice(0, 8) }),
    words.basis(line),
    category && isolate(category),
    isLate && t('received', { time: words.time(receivedAt) }),
    seq !== null && t('number', { seq: String(seq) }),
  ].filter(Boolean);
  return (
    <div className="flex items-start gap-3 px-4 py-3 text-sm sm:px-5">
      <span aria-hidden className={clsx('flex size-9 shrink-0 items-center justify-center rounded-full', TONES[state])}>
        <Icon size={17} />
      </span>
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className={clsx('font-semibold', undone && 'text-ink-soft line-through')}>
            <span className="tabular-nums">{words.people(line)}</span> {words.kind(line)}
          </span>
          {undone && <Badge small>{t('undone')}</Badge>}
          {forced && (
            <Badge small tone="warn">
              {t('forced')}
            </Badge>
          )}
        </p>
        {party && (
          <p className="flex flex-wrap gap-x-4 break-words">
            <ViewLink view={{ party: party.id }} className={LINK}>
              {words.party(party)}
            </ViewLink>
            {mayReadHistory && (
              <a
                href={`/reservas?${new URLSearchParams({ local: venue, dia: night.day, historial: party.id })}`}
                aria-label={t('historyOf', { name: words.party(party) })}
                className={LINK}
              >
                {t('history')}
              </a>
            )}
          </p>
        )}
        <p className="break-words text-ink-soft">{facts.join(' · ')}</p>
        {reason && <p className="break-words text-ink-soft">{t('because', { reason })}</p>}
      </div>
      <time dateTime={new Date(at).toISOString()} className="shrink-0 text-ink-soft tabular-nums">
        {words.time(at)}
      </time>
    </div>
  );
}
