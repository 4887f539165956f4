'use client';
import { Hourglass, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { PendingList } from '@/modules/attendance/client/pending-list';
import { usePendingCounts, useUnsavedCounts } from '@/modules/attendance/client/use-counts';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/sheet';
import type { ListCounts } from './use-list-counts';

interface CountsProps {
  queue: ListCounts['queue'];
  businessId: string;
}

/** Counts of this device that another account made, and counts that exist only in this page's memory. */
export function CountsNotice({ queue, businessId }: CountsProps) {
  const t = useTranslations('counts');
  const [open, setOpen] = useState(false);
  const waiting = usePendingCounts(queue).filter((pending) => pending.waiting);
  const others = waiting.filter((pending) => !pending.own);
  const unsaved = useUnsavedCounts();
  return (
    <>
      {unsaved > 0 && waiting.length > 0 && (
        <div className="mb-5" data-testid="unsaved-counts">
          <Banner tone="bad" icon={<TriangleAlert size={18} />}>
            {t('unsaved', { count: unsaved })}
          </Banner>
        </div>
      )}
      {others.length > 0 && (
        <div className="mb-5" data-testid="others-counts">
          <Banner
            tone="warn"
            icon={<Hourglass size={18} />}
            action={
              <Button size="sm" variant="quiet" className="text-warn-text" onClick={() => setOpen(true)}>
                {t('show')}
              </Button>
            }
          >
            {t('others', { count: others.length })}
          </Banner>
        </div>
      )}
      {open && <CountsSheet queue={queue} businessId={businessId} onClose={() => setOpen(false)} />}
    </>
  );
}

/** How many of the user's own counts wait for the server. */
export function useOwnWaiting(queue: ListCounts['queue']): number {
  return usePendingCounts(queue).filter((pending) => pending.own && pending.waiting).length;
}

/** The user's own waiting counts, in the header, so that the controls below do not move. */
export function CountsChip({ queue, businessId }: CountsProps) {
  const t = useTranslations('counts');
  const [open, setOpen] = useState(false);
  const own = useOwnWaiting(queue);
  return (
    <>
      {own > 0 && (
        <button
          type="button"
          data-testid="own-counts"
          aria-label={t('own', { count: own })}
          onClick={() => setOpen(true)}
          className="figures inline-flex h-11 shrink-0 items-center gap-1.5 rounded-full bg-warn-soft px-3.5 text-base text-warn-text"
        >
          <Hourglass aria-hidden size={17} />
          {own}
        </button>
      )}
      {open && <CountsSheet queue={queue} businessId={businessId} onClose={() => setOpen(false)} />}
    </>
  );
}

function CountsSheet({ queue, businessId, onClose }: CountsProps & { onClose: () => void }) {
  const t = useTranslations('counts');
  const waiting = usePendingCounts(queue).filter((pending) => pending.waiting);
  return (
    <Sheet
      open
      placement="side"
      title={t('title')}
      description={t('onThisDevice')}
      onOpenChange={(next) => !next && onClose()}
    >
      {waiting.length === 0 && <p className="text-ink-soft">{t('none')}</p>}
      <PendingList pending={waiting} businessId={businessId} onDiscard={(nonce) => queue.discard(nonce)} />
    </Sheet>
  );
}
