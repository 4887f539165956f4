import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Tags } from '@/app/reservas/components/tags';
import { isolate } from '@/i18n/isolate';
import { announcedLateness, isOnTheWay } from '@/modules/reservations/rules';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { localTimeOf } from '@/modules/venues/business-day';
import { ReloadButton } from '@/shell/reload-button';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Sheet } from '@/ui/sheet';
import { remainingOf, suggestedIncrement } from '../flow/party';
import { ByPhone } from './by-phone';
import { Caution } from './caution';
import { HowMany } from './how-many';
import { Unconfirmed } from './unconfirmed';

interface PartySheetProps {
  party: Reservation;
  /** Its pass was read: the server knows whom to count, even if this version cannot show the party. */
  byPass: boolean;
  /** The phone alone has read the pass. */
  byPhone: boolean;
  /** Of a complete party: how many are outside and come back. */
  outside: number;
  /** How many people may enter at once: one with the pass of one person. */
  most: number;
  timeZone: string;
  onConfirm: (increment: number) => void;
  onClose: () => void;
}

/** The party at the door: how many were planned, how many are in, and one button that admits the rest. */
export function PartySheet({ party, byPass, byPhone, outside, most, timeZone, onConfirm, onClose }: PartySheetProps) {
  const t = useTranslations('puerta.party');
  const [increment, setIncrement] = useState(() => Math.min(most, outside > 0 ? outside : suggestedIncrement(party)));
  const confirm = useRef<HTMLButtonElement>(null);
  const isBack = outside > 0 && increment <= outside;
  const remaining = outside > 0 ? outside : remainingOf(party);
  const over = isBack ? 0 : Math.max(0, party.scanCount + increment - party.guestCount);
  const closed = party.status === 'CANCELLED' ? t('cancelled') : party.status === 'COMPLETED' ? t('completed') : null;
  const readable = party.status !== UNREADABLE;
  const countable = readable || byPass;
  const announced = announcedLateness(party);
  const facts = [
    readable && localTimeOf(party.reservedAt, timeZone),
    party.tableName && t('table', { name: isolate(party.tableName) }),
    party.code && t('code', { code: party.code }),
    isOnTheWay(party) && t('onWay'),
    announced > 0 && t('announced', { count: announced }),
  ];

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={<span className="text-2xl leading-tight">{readable ? party.customerName : t('unreadable')}</span>}
      description={<span className="text-base">{facts.filter(Boolean).join(' · ')}</span>}
      initialFocus={confirm}
      footer={
        countable ? (
          <Button
            ref={confirm}
            variant="primary"
            size="xl"
            block
            className="min-h-20 rounded-card text-2xl"
            onClick={() => onConfirm(increment)}
          >
            {t(isBack ? 'confirmBack' : 'confirm', { count: increment })}
          </Button>
        ) : (
          <ReloadButton />
        )
      }
    >
      <Form
        data-testid="party-sheet"
        className="flex flex-col gap-5"
        onSubmit={() => countable && onConfirm(increment)}
      >
        {readable ? (
          <ArrivedMeter inside={party.scanCount - outside} max={party.guestCount} entering={increment} />
        ) : (
          <Caution>{t(byPass ? 'unreadablePass' : 'unreadableByHand')}</Caution>
        )}
        <Tags tags={party.tags} />
        {outside > 0 && <p className="font-semibold text-lg">{t('outside', { count: outside })}</p>}
        {byPhone && <ByPhone className="self-start" />}
        {party.status === 'PENDING' && <Unconfirmed className="self-start" />}
        {closed && <Caution>{closed}</Caution>}
        {countable && most > 1 && (
          <HowMany
            label={t('howMany')}
            people={increment}
            most={most}
            whole={remaining}
            wholeLabel={t('whole', { count: remaining })}
            onPeople={setIncrement}
          />
        )}
        {over > 0 && remaining > 0 && <Caution>{t('over', { count: over })}</Caution>}
      </Form>
    </Sheet>
  );
}

/** One dot per person: in, entering now, not arrived. It is left out when there are too many to count at a glance. */
function ArrivedMeter({ inside, max, entering }: { inside: number; max: number; entering: number }) {
  const t = useTranslations('puerta.party');
  const total = Math.max(max, inside + entering);
  return (
    <div className="flex items-center justify-between gap-4">
      <p className="figures shrink-0 text-3xl">
        <span data-testid="party-arrived">{t('arrivedOf', { inside, max })}</span>
      </p>
      {total <= 20 && (
        <span aria-hidden className="flex flex-wrap justify-end gap-1.5">
          {Array.from({ length: total }, (_, seat) => seat).map((seat) => (
            <span
              key={seat}
              className={
                seat < inside
                  ? 'size-4 rounded-full bg-ink'
                  : seat < inside + entering
                    ? `size-4 rounded-full ${seat < max ? 'bg-accent' : 'bg-warn'}`
                    : 'size-4 rounded-full ring-2 ring-inset ring-line-strong'
              }
            />
          ))}
        </span>
      )}
    </div>
  );
}
