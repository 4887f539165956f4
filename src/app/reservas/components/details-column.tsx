'use client';
import { MousePointerClick, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Reservation } from '@/realtime/protocol/reservation';
import { IconButton } from '@/ui/icon-button';
import { Details } from './details';

/** Beside the list on wide screens. */
export function DetailsColumn({ row, onClose }: { row: Reservation | null; onClose: () => void }) {
  const t = useTranslations('reservas.details');
  return (
    <aside aria-label={t('label')} className="hidden xl:block">
      {row ? (
        <div className="sticky top-21 max-h-[calc(100dvh-6.5rem)] overflow-y-auto rounded-card border border-line bg-surface p-5">
          <header className="mb-4 flex items-start gap-3">
            <div className="min-w-0 grow">
              <p className="eyebrow tabular-nums tracking-wide">{row.code}</p>
              <h2 className="display break-words text-xl">{row.customerName}</h2>
            </div>
            <IconButton
              label={t('close')}
              icon={<X aria-hidden size={20} />}
              onClick={onClose}
              className="-mt-1 -mr-2"
            />
          </header>
          <Details key={row.id} row={row} />
        </div>
      ) : (
        <div className="sticky top-21 grid justify-items-center gap-3 rounded-card border border-line border-dashed px-6 py-14 text-center text-ink-faint text-sm">
          <MousePointerClick aria-hidden size={26} />
          <p className="text-balance">{t('pick')}</p>
        </div>
      )}
    </aside>
  );
}
