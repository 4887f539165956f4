'use client';
import { CircleQuestionMark } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Reservation } from '@/modules/reservations/wire';
import { ReloadButton } from '@/shell/reload-button';

/** Replaces a reservation that this version of the page cannot draw. */
export function Unreadable({ row }: { row: Reservation }) {
  const t = useTranslations('reservas');
  return (
    <div className="flex grow items-center gap-x-4 text-ink-soft text-sm">
      <span className="w-13 shrink-0 text-ink-faint">
        <CircleQuestionMark aria-hidden size={20} />
      </span>
      <div className="flex min-w-0 grow flex-wrap items-center justify-between gap-x-4">
        <p className="min-w-0 grow basis-56 text-pretty">
          {row.code && <span className="mr-2 font-medium text-ink tabular-nums tracking-wide">{row.code}</span>}
          <span>{t('unreadable')}</span>
        </p>
        <ReloadButton className="-mx-3" />
      </div>
    </div>
  );
}

/** Its line in the list. */
export function UnreadableRow({ row }: { row: Reservation }) {
  return (
    <div data-reservation-id={row.id} data-testid="unreadable-row" className="flex min-h-16 items-center px-4 py-2.5">
      <Unreadable row={row} />
    </div>
  );
}
