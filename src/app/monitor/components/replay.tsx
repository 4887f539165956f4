'use client';
import {
  CalendarPlus,
  CircleQuestionMark,
  EyeOff,
  PencilLine,
  QrCode,
  Tag,
  Trash2,
  UserMinus,
  UserPlus,
} from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { ReplayedEvent, Replay as ReplayPage } from '@/modules/monitor/answers';
import { EDITED_FIELDS, ReservationStatus } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';

interface ReplayProps {
  pages: readonly ReplayPage[];
  timeZone: string | undefined;
  busy: boolean;
  onOlder: (() => void) | undefined;
}

/** The events that the device has been sent since it connected, the newest first. */
export function Replay({ pages, timeZone, busy, onOlder }: ReplayProps) {
  const t = useTranslations('monitor.device');
  const events = pages.flatMap((page) => page.events);
  // Pages are read again while new events arrive, so an event may be on two pages.
  const shown = events.filter(({ seq }, index) => index === 0 || seq < (events[index - 1]?.seq ?? 0));
  return (
    <section>
      <h3 className="display mb-3 text-base">{t('replay')}</h3>
      {shown.length === 0 ? (
        <p className="text-ink-soft text-sm">{t('replayEmpty')}</p>
      ) : (
        <ol
          data-testid="replay"
          className="relative grid gap-4 before:absolute before:inset-y-4 before:left-4 before:w-px before:bg-line"
        >
          {shown.map((event) => (
            <ReplayItem key={event.seq} event={event} timeZone={timeZone} />
          ))}
        </ol>
      )}
      {pages.at(-1)?.pruned && <p className="mt-4 text-ink-soft text-sm">{t('pruned')}</p>}
      {onOlder && (
        <div className="mt-4">
          <Button size="sm" busy={busy} onClick={onOlder}>
            {t('older')}
          </Button>
        </div>
      )}
    </section>
  );
}

function ReplayItem({ event, timeZone }: { event: ReplayedEvent; timeZone: string | undefined }) {
  const format = useFormatter();
  const Icon = iconOf(event);
  return (
    <li data-seq={event.seq} className="relative flex gap-3">
      <span
        aria-hidden
        className="z-1 flex size-8 shrink-0 items-center justify-center rounded-full bg-sunken text-ink-soft ring-4 ring-raised"
      >
        <Icon size={15} />
      </span>
      <div className="min-w-0 grow pt-0.5 text-sm">
        <p className="text-pretty font-semibold">
          <ReplayText event={event} />
        </p>
        <p className="text-ink-faint">
          {event.customerName && `${isolate(event.customerName)} · `}
          <time dateTime={event.at}>
            {format.dateTime(new Date(event.at), {
              ...(timeZone ? { timeZone } : {}),
              hour: '2-digit',
              minute: '2-digit',
              second: '2-digit',
            })}
          </time>
        </p>
      </div>
      <span className="figures pt-0.5 text-ink-soft text-sm">{event.seq}</span>
    </li>
  );
}

/** The types of events that have a text of their own. */
const TYPES = [
  'qr-scanned',
  'reservation-created',
  'reservation-updated',
  'reservation-deleted',
  'status-changed',
  'pass-changed',
  'skip',
] as const;

function ReplayText({ event }: { event: ReplayedEvent }) {
  const t = useTranslations('monitor.replay');
  const statuses = useTranslations('reservas.status');
  const format = useFormatter();
  const { type, increment, scanCount, status, fields } = event;
  const delta = increment !== null && increment < 0 ? `−${-increment}` : `+${increment}`;
  const names = useTranslations('reservas.fields');
  // The day always changes together with the time, and the tables with their names, so they are not listed.
  const known = EDITED_FIELDS.filter((field) => field !== 'businessDay' && field !== 'tableIds').filter((field) =>
    fields.includes(field),
  );
  const parsed = ReservationStatus.safeParse(status);
  return t(TYPES.find((known) => known === type) ?? 'other', {
    delta,
    count: scanCount ?? 0,
    status: statuses(parsed.success ? parsed.data : 'unknown'),
    fields: format.list(known.map((field) => names(field))),
  });
}

function iconOf({ type, increment }: ReplayedEvent) {
  switch (type) {
    case 'qr-scanned':
      return (increment ?? 0) < 0 ? UserMinus : UserPlus;
    case 'reservation-created':
      return CalendarPlus;
    case 'reservation-updated':
      return PencilLine;
    case 'reservation-deleted':
      return Trash2;
    case 'status-changed':
      return Tag;
    case 'pass-changed':
      return QrCode;
    case 'skip':
      return EyeOff;
    default:
      return CircleQuestionMark;
  }
}
