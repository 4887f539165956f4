'use client';
import { Hourglass, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { PendingList } from '@/app/_client/counts/pending-list';
import { usePendingCounts, useUnsavedCounts } from '@/app/_client/counts/use-counts';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/sheet';
import { useVenueScreen } from './venue-context';

/** Counts of this device that wait for their answer, whoever made them, and those that only this page remembers. */
export function CountsBanner() {
  const t = useTranslations('counts');
  const { counts, businessId } = useVenueScreen();
  const [open, setOpen] = useState(false);
  const waiting = usePendingCounts(counts).filter((pending) => pending.waiting);
  const unsaved = useUnsavedCounts();
  const own = waiting.filter((pending) => pending.own).length;
  const others = waiting.length - own;
  return (
    <>
      {unsaved > 0 && (
        <div className="mb-5" data-testid="unsaved-counts">
          <Banner tone="bad" icon={<TriangleAlert size={18} />}>
            {t('unsaved', { count: unsaved })}
          </Banner>
        </div>
      )}
      {waiting.length > 0 && (
        <div className="mb-5" data-testid="waiting-counts">
          <Banner
            tone="warn"
            icon={<Hourglass size={18} />}
            action={
              <Button size="sm" variant="quiet" className="text-warn-text" onClick={() => setOpen(true)}>
                {t('show')}
              </Button>
            }
          >
            {own > 0 && <p>{t('own', { count: own })}</p>}
            {others > 0 && <p>{t('others', { count: others })}</p>}
          </Banner>
        </div>
      )}
      {open && waiting.length > 0 && (
        <Sheet
          open
          placement="side"
          title={t('title')}
          description={t('onThisDevice')}
          onOpenChange={(next) => setOpen(next)}
        >
          <PendingList pending={waiting} businessId={businessId} onDiscard={(nonce) => counts.discard(nonce)} />
        </Sheet>
      )}
    </>
  );
}
