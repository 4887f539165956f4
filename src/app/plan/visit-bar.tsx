'use client';
import clsx from 'clsx';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { useVenueScreen } from '../reservas/components/venue-context';
import { timeText } from './frame';
import { TURN_LOOKS } from './turn-look';
import type { Visit } from './turns';

interface VisitBarProps {
  visit: Visit;
  /** The table in whose line it lies; null in the tray. */
  tableId: string | null;
  /** What people read of its tables. */
  tables: string;
  left: number;
  top: number;
  width: number;
  height: number;
  isSelected: boolean;
  /** The id of the text that says how it is moved; absent where it cannot be. */
  help: string | undefined;
}

/** A party in the time line, as long as it has the table; in the tray, as long as the tray has it. */
export const VisitBar = memo(function VisitBar({ visit, tableId, tables, isSelected, help, ...box }: VisitBarProps) {
  const t = useTranslations('plan');
  const turns = useTranslations('plan.turns');
  const { rules } = useVenueScreen();
  const { row, from, turn } = visit;
  const { Icon, bar } = TURN_LOOKS[turn];
  const time = timeText(from, rules.timeZone);
  return (
    <button
      type="button"
      data-visit={row.id}
      data-table={tableId ?? ''}
      data-turn={turn}
      aria-pressed={isSelected}
      aria-describedby={help}
      aria-label={t('visit', {
        ...{ name: isolate(row.customerName), count: row.guestCount, time, turn: turns(turn) },
        table: isolate(tables || t('noTable')),
      })}
      style={box}
      className={clsx(
        'absolute flex select-none items-center gap-1.5 overflow-hidden rounded-[0.5rem] border border-l-4 px-1.5 text-left text-xs leading-tight [-webkit-touch-callout:none] data-[carried]:opacity-40',
        bar,
        isSelected && 'z-1 ring-2 ring-accent ring-offset-1 ring-offset-surface',
      )}
    >
      <Icon aria-hidden size={15} strokeWidth={2.5} className="shrink-0" />
      <span className="grid min-w-0" aria-hidden>
        <span className="truncate font-semibold text-sm">{row.customerName}</span>
        <span className="truncate tabular-nums">
          {time} · {t('people', { count: row.guestCount })}
        </span>
      </span>
    </button>
  );
});
