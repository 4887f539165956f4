'use client';
import clsx from 'clsx';
import { Ban, PencilLine, Undo2, UserMinus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { can } from '@/modules/access/context';
import { ScanReason } from '@/modules/attendance/answers';
import type { HistoryEntry } from '@/modules/reservations/answers';
import { isGuestAction } from '@/modules/reservations/rules';
import type { Reservation } from '@/modules/reservations/wire';
import { ScanMethod } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';
import { signed } from './count-waiting';
import { HistoryChanges } from './history-changes';
import { mayChange } from './list-view';
import { useNight, useVenueScreen } from './venue-context';

const ACTIONS: Record<
  string,
  | 'created'
  | 'updated'
  | 'status'
  | 'statusUndone'
  | 'deleted'
  | 'restored'
  | 'rotated'
  | 'lateness'
  | 'onMyWay'
  | 'guestCancelled'
  | 'guestBooked'
  | 'guestChanged'
  | 'erased'
> = {
  'reservation.created': 'created',
  'reservation.updated': 'updated',
  'reservation.status-changed': 'status',
  'reservation.status-undone': 'statusUndone',
  'reservation.deleted': 'deleted',
  'reservation.restored': 'restored',
  'pass.rotated': 'rotated',
  'reservation.lateness-announced': 'lateness',
  'reservation.on-my-way': 'onMyWay',
  'reservation.cancelled-by-guest': 'guestCancelled',
  'reservation.booked-by-guest': 'guestBooked',
  'reservation.changed-by-guest': 'guestChanged',
  'reservation.person-erased': 'erased',
};

/** A value of a list, or `other` for a value that a newer version added. */
function knownOf<T extends string>(list: { readonly options: readonly T[] }, value: string): T | 'other' {
  return list.options.find((known) => known === value) ?? 'other';
}

function iconOf(entry: HistoryEntry) {
  if (entry.kind === 'refused') return Ban;
  if (entry.kind === 'change') return entry.action === 'reservation.status-undone' ? Undo2 : PencilLine;
  return entry.method === 'UNDO' ? Undo2 : peopleOf(entry) > 0 ? UserPlus : UserMinus;
}

/** Entries that are no arrivals, by their kind. */
const MOVEMENTS: Record<string, 'left' | 'back'> = { EXIT: 'left', REENTRY: 'back' };

/** By how many an entry changed who is inside. */
function peopleOf({ movement, delta }: Extract<HistoryEntry, { kind: 'attendance' }>): number {
  return movement === 'EXIT' ? -delta : delta;
}

/** Reasons of refused counts, by scan and by hand. */
const RefusedReason = { options: [...ScanReason.options, 'COUNT_BELOW_ZERO'] as const };

/** The reason for a count or a correction, as a person wrote it. */
function reasonOf(entry: HistoryEntry): string | null {
  if (entry.kind === 'attendance') return entry.reason;
  const given = entry.kind === 'change' ? entry.after?.reason : null;
  return typeof given === 'string' ? given : null;
}

function isByGuest(entry: HistoryEntry): boolean {
  return entry.kind === 'change' && isGuestAction(entry.action);
}

export function HistoryItem({ entry, row }: { entry: HistoryEntry; row: Reservation }) {
  const t = useTranslations('reservas.history');
  const format = useFormatter();
  const { rules, role, actions } = useVenueScreen();
  const night = useNight(row);
  const [busy, setBusy] = useState(false);
  const reason = reasonOf(entry);
  const Icon = iconOf(entry);
  const undoable =
    entry.kind === 'attendance' &&
    entry.method !== 'UNDO' &&
    !entry.undone &&
    can(role, 'attendance.undo-any') &&
    mayChange(role, night);
  const undone = entry.kind === 'attendance' && entry.undone;

  async function undo(nonce: string) {
    setBusy(true);
    await actions.undo(row, nonce);
    setBusy(false);
  }

  return (
    <li className="relative flex gap-4">
      <span
        aria-hidden
        className={clsx(
          'z-1 flex size-9 shrink-0 items-center justify-center rounded-full ring-4 ring-raised',
          entry.kind === 'refused'
            ? 'bg-bad-soft text-bad-text'
            : entry.kind === 'attendance' && peopleOf(entry) > 0 && !undone
              ? 'bg-ok-soft text-ok-text'
              : 'bg-sunken text-ink-soft',
        )}
      >
        <Icon size={17} />
      </span>
      <div className="min-w-0 grow pt-1 text-sm">
        <p className={clsx('font-semibold', undone && 'text-ink-soft line-through')}>
          {entry.kind === 'attendance' &&
            t(MOVEMENTS[entry.movement ?? ''] ?? 'attendance', {
              delta: signed(peopleOf(entry)),
              method: t(`methods.${knownOf(ScanMethod, entry.method)}`),
              after: entry.scanCountAfter,
            })}
          {entry.kind === 'refused' && t('refused', { reason: t(`reasons.${knownOf(RefusedReason, entry.reason)}`) })}
          {entry.kind === 'change' && t(`actions.${ACTIONS[entry.action] ?? 'other'}`)}
        </p>
        {entry.kind === 'change' && <HistoryChanges before={entry.before} after={entry.after} />}
        {entry.kind === 'refused' && entry.method !== undefined && (
          <p className="text-ink-soft">
            {t('attempt', {
              count: Math.abs(entry.increment ?? 0),
              delta: signed(entry.increment ?? 0),
              method: t(`methods.${knownOf(ScanMethod, entry.method)}`),
            })}
          </p>
        )}
        {reason && <p className="text-ink-soft">{t('reason', { reason })}</p>}
        <p className="mt-0.5 text-ink-faint">
          <time dateTime={entry.at}>
            {format.dateTime(new Date(entry.at), {
              timeZone: rules.timeZone,
              day: 'numeric',
              month: 'short',
              hour: '2-digit',
              minute: '2-digit',
              second: '2-digit',
            })}
          </time>
          {' · '}
          {entry.by === null ? t(isByGuest(entry) ? 'guest' : 'system') : isolate(entry.by)}
          {undone && ` · ${t('undone')}`}
        </p>
      </div>
      {undoable && (
        <Button
          size="sm"
          variant="quiet"
          busy={busy}
          icon={<Undo2 aria-hidden size={16} />}
          onClick={() => void undo(entry.nonce)}
          aria-label={t('undoEntry', { delta: signed(peopleOf(entry)) })}
        >
          {t('undo')}
        </Button>
      )}
    </li>
  );
}
