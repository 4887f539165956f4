import { and, desc, eq, gt, lte } from 'drizzle-orm';
import { readAudience, type View, viewOf } from '@/modules/access/audience';
import type { LoggedEvent, Projector } from '@/modules/events/rules';
import { venueEvent } from '@/modules/events/tables';
import type { DomainEvent } from '@/modules/reservations/wire';
import { db } from '@/platform/db/transaction';
import type { Replay, ReplayedEvent } from './answers';
import type { Watcher } from './watcher';

const PAGE = 60;

interface Range {
  readonly businessId: string;
  /** The events with a number greater than `after`, up to and including `upTo`. */
  readonly after: number;
  readonly upTo: number;
  /** The audience of the device. */
  readonly audience: string;
  readonly project: Projector;
}

/**
 * The events that a device has been sent, from the log. An operator who is no member of the venue sees guests' names
 * shortened.
 */
export async function readReplay(
  watcher: Watcher,
  { businessId, after, upTo, audience, project }: Range,
): Promise<Replay> {
  const rows = await db()
    .select({ seq: venueEvent.seq, json: venueEvent.payload })
    .from(venueEvent)
    .where(and(eq(venueEvent.businessId, businessId), gt(venueEvent.seq, after), lte(venueEvent.seq, upTo)))
    .orderBy(desc(venueEvent.seq))
    .limit(PAGE);
  const views = [readAudience(audience), viewOfWatcher(watcher)];
  const shownTo = (event: LoggedEvent) =>
    views.reduce<LoggedEvent | null>((left, view) => left && project(left, view), event);
  const events = rows.map(({ json }) => describe(JSON.parse(json) as LoggedEvent, shownTo));
  const oldest = rows.at(-1)?.seq ?? after + 1;
  const more = rows.length === PAGE && oldest > after + 1;
  return { events, before: more ? oldest : null, pruned: !more && upTo > after && oldest > after + 1 };
}

function describe(logged: LoggedEvent, shownTo: (event: LoggedEvent) => LoggedEvent | null): ReplayedEvent {
  const shown = shownTo(logged);
  const event = shown && 'reservationId' in shown ? (shown as DomainEvent) : null;
  return {
    seq: logged.seq,
    at: logged.timestamp,
    type: shown?.type ?? 'skip',
    reservationId: event?.reservationId ?? null,
    customerName: event ? nameIn(event) : null,
    increment: event?.type === 'qr-scanned' ? event.increment : null,
    scanCount: event?.type === 'qr-scanned' ? event.scanCount : null,
    status: statusIn(event),
    fields: event?.type === 'reservation-updated' ? Object.keys(event.updates) : [],
  };
}

/** An operator sees of each guest what the door sees, on every day; a member sees what their role shows. */
function viewOfWatcher({ role, venue, now }: Watcher): View {
  if (role === 'OPERATOR') return { visible: new Set(['reservations.read', 'reservations.read-any-day']), day: null };
  return venue ? viewOf(role, venue, now) : { visible: new Set(), day: null };
}

function nameIn(event: DomainEvent): string | null {
  return event.type === 'reservation-updated' ? (event.updates.customerName ?? null) : event.customerName;
}

function statusIn(event: DomainEvent | null): string | null {
  if (event?.type === 'qr-scanned' || event?.type === 'status-changed') return event.newStatus;
  return event?.type === 'reservation-created' ? event.status : null;
}
