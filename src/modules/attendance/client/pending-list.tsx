'use client';
import { Hourglass, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { Button } from '@/ui/button';
import type { PendingCount } from './count-queue';
import { DiscardDialog } from './discard-dialog';
import { useCountText } from './use-count-text';

interface PendingListProps {
  pending: readonly PendingCount[];
  /** The venue on screen: counts of other venues are shown with the venue's name. */
  businessId: string;
  onDiscard: (nonce: string) => void;
}

/** The undecided counts of this device; only their author may discard them. */
export function PendingList({ pending, businessId, onDiscard }: PendingListProps) {
  if (pending.length === 0) return null;
  return (
    <ul className="mb-3 flex flex-col gap-2" data-testid="pending-counts">
      {pending.map((item) => (
        <PendingItem key={item.count.nonce} item={item} businessId={businessId} onDiscard={onDiscard} />
      ))}
    </ul>
  );
}

interface PendingItemProps extends Omit<PendingListProps, 'pending'> {
  item: PendingCount;
}

function PendingItem({ item, businessId, onDiscard }: PendingItemProps) {
  const t = useTranslations('counts');
  const [asked, setAsked] = useState(false);
  const { count, own } = item;
  const Icon = own ? Hourglass : UserRound;
  const text = useCountText()(count);
  const what = [
    text.what,
    count.businessId !== businessId && (count.venue ? t('venue', { venue: isolate(count.venue) }) : t('otherVenue')),
  ];
  return (
    <li
      data-own={own}
      className={`flex min-h-16 flex-wrap items-center gap-x-3 gap-y-1 rounded-card px-3 py-2 ${own ? 'bg-warn-soft text-warn-text' : 'bg-sunken text-ink-soft'}`}
    >
      <Icon aria-hidden size={22} className="shrink-0" />
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate font-semibold">{text.who}</span>
        <span className="block font-medium text-sm">{what.filter(Boolean).join(' · ')}</span>
        <span className="block text-pretty text-sm">
          {own ? text.waits : t('byOther', { name: isolate(count.author?.name ?? '') })}
        </span>
      </span>
      {own && (
        <Button variant="quiet" className="min-h-14 text-warn-text" onClick={() => setAsked(true)}>
          {t('discard')}
        </Button>
      )}
      {asked && (
        <DiscardDialog count={count} onClose={() => setAsked(false)} onDiscard={() => onDiscard(count.nonce)} />
      )}
    </li>
  );
}
