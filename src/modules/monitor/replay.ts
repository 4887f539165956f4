import { and, desc, eq, gt, lte } from 'drizzle-orm';
import { viewOf } from '@/modules/access/audience';
import { reservationEvent } from '@/modules/reservations/event-tables';
import { projectEvent } from '@/modules/reservations/project-event';
import { db } from '@/platform/db/transaction';
import type { DomainEvent } from '@/realtime/protocol/events';
import type { LogEntry } from '@/realtime/protocol/log';
import type { Replay, ReplayedEvent } from './answers';
import { authorizeWatcher, type Watcher } from './watcher';

const PAGE = 60;

interface Range {
  readonly businessId: string;
  /** Sent after this, up to and with `upTo`. */
  readonly after: number;
  readonly upTo: number;
  /** What the device is shown of an entry. */
  readonly project: (entry: LogEntry) => string | 'skip';
}

/** What a device has been sent, from the log. An operator who is none of the venue's people sees guests' names shortened. */
export async function readReplay(watcher: Watcher, { businessId, after, upTo, project }: Range): Promise<Replay> {
  authorizeWatcher(watcher);
  const rows = await db()
    .select({ epoch: reservationEvent.epoch, seq: reservationEvent.seq, json: reservationEvent.payload })
    .from(reservationEvent)
    .where(
      and(
        eq(reservationEvent.businessId, businessId),
        gt(reservationEvent.seq, after),
        lte(reservationEvent.seq, upTo),
      ),
    )
    .orderBy(desc(reservationEvent.seq))
    .limit(PAGE);
  const events = rows.map((row) => describe(watcher, { businessId, ...row }, project));
  const oldest = rows.at(-1)?.seq ?? after + 1;
  const more = rows.length === PAGE && oldest > after + 1;
  return { events, before: more ? oldest : null, pruned: !more && upTo > after && oldest > after + 1 };
}

function describe(watcher: Watcher, entry: LogEntry, project: Range['project']): ReplayedEvent {
  const shown = project(entry);
  const event = shown === 'skip' ? null : visibleTo(watcher, JSON.parse(shown) as DomainEvent);
  return {
    seq: entry.seq,
    at: (JSON.parse(entry.json) as DomainEvent).timestamp,
    type: event?.type ?? 'skip',
    reservationId: event?.reservationId ?? null,
    customerName: event ? nameIn(event) : null,
    increment: event?.type === 'qr-scanned' ? event.increment : null,
    scanCount: event?.type === 'qr-scanned' ? event.scanCount : null,
    status: statusIn(event),
    fields: event?.type === 'reservation-updated' ? Object.keys(event.updates) : [],
  };
}

/** An operator sees of any guest what the door sees; who has a role, what it shows. */
function visibleTo({ role, venue, now }: Watcher, event: DomainEvent): DomainEvent | null {
  if (role === 'OPERATOR') return projectEvent(event, { days: 'any', personal: false });
  return venue && projectEvent(event, viewOf(role, venue, now));
}

function nameIn(event: DomainEvent): string | null {
  return event.type === 'reservation-updated' ? (event.updates.customerName ?? null) : event.customerName;
}

function statusIn(event: DomainEvent | null): string | null {
  if (event?.type === 'qr-scanned' || event?.type === 'status-changed') return event.newStatus;
  return event?.type === 'reservation-created' ? event.status : null;
}
