'use client';
import { X } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { Reservation } from '@/modules/reservations/wire';
import { IconButton } from '@/ui/icon-button';
import { useNow } from '@/ui/use-now';
import { Details } from './details';
import type { DueParties } from './list-view';
import type { OpenDialog } from './open-dialog';
import { UpNext } from './up-next';
import { focusRow } from './use-kept-focus';

const MINUTE = 60_000;

interface DetailsColumnProps {
  row: Reservation | null;
  /** The parties expected next, shown while no row is selected; null on other days. */
  next: DueParties | null;
  /** The wish to see the row's details; a new object for each, which the focus follows. */
  wish: OpenDialog | null;
  onClose: () => void;
}

/** The column beside the list on wide screens: the selected reservation, else the parties expected next. */
export const DetailsColumn = memo(function DetailsColumn({ row, next, wish, onClose }: DetailsColumnProps) {
  const t = useTranslations('reservas.details');
  const now = useNow(MINUTE);
  const heading = useRef<HTMLHeadingElement>(null);
  const followed = useRef<OpenDialog | null>(null);
  const isShown = row !== null;
  useEffect(() => {
    if (!wish || !isShown || followed.current === wish) return;
    followed.current = wish;
    heading.current?.focus({ preventScroll: true });
  }, [wish, isShown]);
  const back = () => row && focusRow(row.id);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) back();
  };
  return (
    <aside aria-label={t('label')} onKeyDown={press} className="hidden xl:block">
      {row ? (
        <div
          data-testid="details"
          className="sticky top-21 max-h-[calc(100dvh-6.5rem)] overflow-y-auto rounded-card border border-line bg-surface p-5"
        >
          <header className="mb-4 flex items-start gap-3">
            <div className="min-w-0 grow">
              <p className="eyebrow tabular-nums tracking-wide">{row.code}</p>
              <h2 ref={heading} tabIndex={-1} className="display break-words text-xl">
                {row.customerName}
              </h2>
            </div>
            <IconButton
              label={t('close')}
              icon={<X aria-hidden size={20} />}
              onClick={() => {
                back();
                onClose();
              }}
              className="-mt-1 -mr-2"
            />
          </header>
          <Details key={row.id} row={row} />
        </div>
      ) : (
        <div className="sticky top-21 grid gap-4">
          {next && now !== null && <UpNext next={next} now={now} />}
          <p className="text-balance px-5 text-center text-ink-faint text-sm">{t('pick')}</p>
        </div>
      )}
    </aside>
  );
});
