'use client';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { useRealtimeSettings } from '@/app/live/realtime-settings';
import { MessageRow } from '@/app/mensajes/message-row';
import { messagesApi } from '@/modules/messages/client/messages-api';
import type { Reservation } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';
import { REALTIME_CONFIG } from '../utils/realtime-config';
import { useVenueScreen } from './venue-context';

export interface DetailsMessagesProps {
  row: Reservation;
}

/** The e-mails to the guest of a reservation, with what became of each; nothing while there are none. */
export function DetailsMessagesPart({ row }: DetailsMessagesProps) {
  const t = useTranslations('mail.screen');
  const common = useTranslations('common');
  const heading = useId();
  const { businessId } = useVenueScreen();
  const { sseEnabled } = useRealtimeSettings();
  const { data, error, isFetching, refetch } = useQuery({
    // A message is written with a change of the reservation, whose version the key contains; `some` is read again when any message changes.
    queryKey: ['message', businessId, 'some', row.id, row.version],
    queryFn: ({ signal }) => messagesApi.ofReservation(businessId, row.id, signal),
    placeholderData: (before, query) => (query?.queryKey[3] === row.id ? before : undefined),
    refetchInterval: sseEnabled ? false : REALTIME_CONFIG.polling.interval,
  });
  const readAgain = async () => {
    await refetch();
  };
  if (!data && !error) return null;
  if (data?.messages.length === 0) return null;
  return (
    <section aria-labelledby={heading} data-testid="details-messages" className="border-line border-t pt-4">
      <h3 id={heading} className="font-semibold text-sm">
        {t('title')}
      </h3>
      {data ? (
        <ul className="-mx-4 divide-y divide-line sm:-mx-5">
          {data.messages.map((message) => (
            <MessageRow key={message.id} message={message} businessId={businessId} onChanged={readAgain} />
          ))}
        </ul>
      ) : (
        <div role="status" className="mt-2 flex flex-wrap items-center gap-3 text-ink-soft text-sm">
          {t('failed')}
          <Button size="sm" busy={isFetching} onClick={() => void readAgain()}>
            {common('retry')}
          </Button>
        </div>
      )}
    </section>
  );
}
