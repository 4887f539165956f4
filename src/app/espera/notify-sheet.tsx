'use client';
import { useQuery } from '@tanstack/react-query';
import { Check, MessageCircle, Phone } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { waitlistApi } from '@/modules/waitlist/client/waitlist-api';
import type { WaitlistEntry } from '@/modules/waitlist/wire';
import { buttonClass } from '@/ui/button-class';
import { Sheet } from '@/ui/sheet';

interface NotifySheetProps {
  entry: WaitlistEntry;
  businessId: string;
  venueName: string;
  timeZone: string;
  onClose: () => void;
}

/** Helps to tell a party of its offer: the draft of a message that a person sends themselves. */
export function NotifySheet({ entry, businessId, venueName, timeZone, onClose }: NotifySheetProps) {
  const t = useTranslations('waitlist');
  const format = useFormatter();
  const [opened, setOpened] = useState(false);
  const { offer, customerPhone, customerEmail } = entry;
  const { data, error } = useQuery({
    queryKey: ['wait-link', businessId, entry.id],
    queryFn: ({ signal }) => waitlistApi.link(businessId, entry, signal),
  });
  const isReady = data !== undefined || error !== null;
  const clock = (at: string) =>
    format.dateTime(new Date(at), { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const text = offer
    ? t('draft', {
        venue: venueName,
        hour: clock(offer.at),
        until: clock(offer.expiresAt),
        link: data?.url ?? '',
      }).trim()
    : '';
  const draft = `https://wa.me/${customerPhone?.replace(/\D/g, '') ?? ''}?text=${encodeURIComponent(text)}`;
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('notifyTitle', { name: isolate(entry.customerName) })}
      description={t(customerEmail ? 'notifyMail' : 'notifyNoMail')}
    >
      <div className="grid gap-4">
        <p className="whitespace-pre-line break-words rounded-control bg-sunken px-3 py-2 text-sm">{text}</p>
        {customerPhone === null ? (
          <p className="text-ink-soft text-sm">{t('noPhone')}</p>
        ) : (
          <>
            {isReady && (
              <a
                href={draft}
                target="_blank"
                rel="noreferrer"
                className={buttonClass({ variant: 'primary', block: true })}
                onClick={() => setOpened(true)}
              >
                {opened ? <Check aria-hidden size={18} /> : <MessageCircle aria-hidden size={18} />}
                <span aria-live="polite">{t(opened ? 'draftOpened' : 'openDraft')}</span>
              </a>
            )}
            <a href={`tel:${customerPhone}`} className={buttonClass({ block: true })}>
              <Phone aria-hidden size={18} />
              <span className="contents">{t('call')}</span>
            </a>
            <p className="text-pretty text-ink-soft text-sm">{t('draftNote')}</p>
          </>
        )}
      </div>
    </Sheet>
  );
}
