import { Ban, Check, TriangleAlert, Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import type { ResultTone } from '../flow/door-outcome';
import type { ScanEntry } from '../flow/door-state';

const MARKS = { ok: Check, warning: TriangleAlert, error: Ban } satisfies Record<ResultTone, unknown>;

export interface RecentListProps {
  entries: readonly ScanEntry[];
  /** Tonight's rows, for the current counts. */
  reservations: readonly Reservation[];
  onUndo: (entry: ScanEntry) => void;
}

/** What this device scanned, newest first, with each party's current count over all doors. */
export function RecentListPart({ entries, reservations, onUndo }: RecentListProps) {
  const t = useTranslations('puerta.recent');
  const reasons = useTranslations('puerta.reason');
  const held = useTranslations('puerta.held');
  const offline = useTranslations('puerta.offline');
  const rows = new Map(reservations.map((row) => [row.id, row]));
  return (
    <ul className="flex flex-col divide-y divide-current/20" data-testid="recent-scans">
      {entries.map((entry) => {
        const { result, undo } = entry;
        const Mark = MARKS[result.tone];
        // The list does not have what this phone alone has counted.
        const row = result.byPhone ? undefined : rows.get(result.reservation?.id ?? '');
        const now = row?.status === UNREADABLE ? undefined : row;
        const refusal = result.tone === 'error' ? reasons(`${result.reason ?? 'ERROR'}.title`) : null;
        const name = result.reservation?.customerName || result.label || refusal || t('unknown');
        const kept = result.held && held('listed', { why: held(result.held) });
        const added = [t('added', { count: result.increment }), result.byPhone && offline('byPhone')];
        const detail = undo === 'done' ? t('undone') : (refusal ?? kept ?? added.filter(Boolean).join(' · '));
        return (
          <li key={entry.id} className="flex min-h-16 items-center gap-3 py-2">
            <span
              data-result={result.tone}
              className="door-answer grid size-11 shrink-0 place-items-center rounded-full"
            >
              <Mark aria-hidden size={22} strokeWidth={3} />
            </span>
            <span className="min-w-0 grow">
              <span className={`block truncate font-semibold ${undo === 'done' ? 'line-through opacity-70' : ''}`}>
                {name}
              </span>
              {detail !== name && (
                <span className={`block text-sm opacity-85 ${kept ? 'text-pretty' : 'truncate'}`}>{detail}</span>
              )}
            </span>
            {result.tone !== 'error' && (now || result.maxGuests > 0) && (
              <span className="figures shrink-0 text-lg">
                {t('live', {
                  inside: now?.scanCount ?? result.scanCount,
                  max: now?.guestCount ?? result.maxGuests,
                })}
              </span>
            )}
            {result.nonce && result.reservation && undo !== 'done' && undo !== 'none' && (
              <button
                type="button"
                aria-label={t('undo', { name: isolate(name) })}
                disabled={undo === 'working'}
                onClick={() => onUndo(entry)}
                className="grid size-14 shrink-0 place-items-center rounded-card ring-1 ring-current/40 ring-inset active:opacity-60 disabled:opacity-45"
              >
                <Undo2 aria-hidden size={22} />
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
