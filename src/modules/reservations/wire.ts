import * as z from 'zod/mini';
import { parseCursor } from '@/realtime/protocol/cursor';
import { type EventSchemas, schemasOf } from '@/realtime/protocol/event-schemas';
import {
  type ControlEvent,
  type Open,
  type RowChangedEvent,
  Sequenced,
  type SkipEvent,
} from '@/realtime/protocol/events';

/**
 * A reservation and its events in the form of routes and the stream. Readers must accept unknown values of closed
 * lists, because a newer server may have added some.
 */

/** The status of a reservation on the wire; its labels exist only in the user interface. */
export const ReservationStatus = z.enum(['PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'NO_SHOW']);
export type ReservationStatus = z.infer<typeof ReservationStatus>;

/** A status as a client reads it. */
export const OpenStatus: z.ZodMiniType<Open<ReservationStatus>> = z.string();

/** What the people of the venue must know of a party at once, in the order in which it is stored and shown. */
export const TAGS = ['ALLERGY', 'VIP', 'BIRTHDAY', 'MOBILITY'] as const;
export type Tag = (typeof TAGS)[number];

/** A value that another version leaves out, or writes in another form, is read as null. */
const Optional = z.catch(z.nullable(z.string()), null);
const OptionalCount = z.catch(z.nullable(z.int()), null);
const OptionalTexts = z.catch(z.nullable(z.array(z.string())), null);
const OptionalTags = OptionalTexts as z.ZodMiniType<Open<Tag>[] | null>;

/**
 * ISO 8601 with its offset; this server writes UTC. It is stricter than `Date`, which also accepts texts such as
 * "tomorrow 21:00" that no screen can show.
 */
export const Instant = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/),
  z.refine((text) => !Number.isNaN(Date.parse(text)), 'not an instant'),
);

const OptionalInstant = z.catch(z.nullable(Instant), null);

/**
 * A reservation as every route and event shows it. `version` is the sequence number of the event that last changed the
 * row: an event applies to the row only if its `seq` is greater. A DOOR member gets `customerName` shortened and
 * `customerPhone`, `customerEmail` and `notes` as null.
 */
export const Reservation = z.object({
  id: z.string(),
  code: z.string(),
  customerName: z.string(),
  customerPhone: Optional,
  customerEmail: Optional,
  guestCount: z.int(),
  reservedAt: Instant,
  /** The venue's business day, YYYY-MM-DD. */
  businessDay: z.string(),
  status: OpenStatus,
  scanCount: z.int(),
  /** What people read of its tables. */
  tableName: Optional,
  /** The tables that it has, or had while it was expected. */
  tableIds: OptionalTexts,
  notes: Optional,
  /** How late the guest has said that they will be. */
  lateMinutes: OptionalCount,
  /** When the guest has said that they are on their way. */
  onWayAt: OptionalInstant,
  /** When the party sat down, and when it left. */
  seatedAt: OptionalInstant,
  leftAt: OptionalInstant,
  /** Null for a party without any. */
  tags: OptionalTags,
  version: z.int(),
  createdAt: z.catch(z.string(), ''),
});
export type Reservation = z.infer<typeof Reservation>;

/** The groups of fields that are reported separately when a device's row differs from the database's. */
export const ROW_PARTS = ['plan', 'person', 'attendance', 'version'] as const;
export type RowPart = (typeof ROW_PARTS)[number];

const LATER = ['lateMinutes', 'tags', 'onWayAt', 'tableIds', 'seatedAt', 'leftAt'] as const;

/** Every field except the id belongs to one part; its place in the part is part of the protocol. */
export const FIELDS_OF_PART: Record<RowPart, readonly (keyof Reservation)[]> = {
  plan: ['code', 'guestCount', 'reservedAt', 'businessDay', 'tableName', 'createdAt', ...LATER],
  person: ['customerName', 'customerPhone', 'customerEmail', 'notes'],
  attendance: ['scanCount', 'status'],
  version: ['version'],
};

/**
 * Fields that the first version of the digest did not know. They are part of it only where they hold a value, so that a page of
 * the version before agrees on every row that does not use them.
 */
export const LATER_FIELDS: ReadonlySet<keyof Reservation> = new Set(LATER);

/** The status of a row that this version cannot read: the row is shown as unreadable, and counts in no figure. */
export const UNREADABLE = 'UNREADABLE';

/**
 * A row of an answer. When this version does not know the form of a row, only that row is unreadable, not the whole
 * answer.
 */
export const ListedReservation: z.ZodMiniType<Reservation> = z.union([
  Reservation,
  z.pipe(
    z.looseObject({ id: z.string() }),
    z.transform((raw) => ({
      id: raw.id,
      code: typeof raw.code === 'string' ? raw.code : '',
      customerName: '',
      customerPhone: null,
      customerEmail: null,
      guestCount: 0,
      reservedAt: z.catch(Instant, new Date(0).toISOString()).parse(raw.reservedAt),
      businessDay: typeof raw.businessDay === 'string' ? raw.businessDay : '',
      status: UNREADABLE,
      scanCount: 0,
      tableName: null,
      tableIds: null,
      notes: null,
      lateMinutes: null,
      onWayAt: null,
      seatedAt: null,
      leftAt: null,
      tags: null,
      version: typeof raw.version === 'number' ? raw.version : 0,
      createdAt: '',
    })),
  ),
]);

/** Position of a snapshot in the event log, `{epoch}:{seq}`. */
export const Position = z.string().check(z.refine((text) => parseCursor(text) !== null, 'not a cursor'));

/** GET /api/reservas, in the form that screens read. */
export const DayList = z.object({ day: z.string(), reservations: z.array(ListedReservation), cursor: Position });

/** Whether two values of one field are equal; lists are compared by what they contain. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

export const ScanMethod = z.enum(['QR', 'MANUAL', 'WALK_IN', 'UNDO']);
export type ScanMethod = z.infer<typeof ScanMethod>;

/** The business day of the reservation when the event happened (after the event, if it moved the reservation). */
const OnReservation = { ...Sequenced, reservationId: z.string(), businessDay: z.string() };

export const QrScannedEvent = z.object({
  type: z.literal('qr-scanned'),
  ...OnReservation,
  customerName: z.string(),
  /** The count after this entry. */
  scanCount: z.int().check(z.nonnegative()),
  maxGuests: z.int(),
  /** Signed: negative when an entry was undone or corrected. */
  increment: z.int(),
  isFirstScan: z.boolean(),
  newStatus: OpenStatus,
  method: z.string() as z.ZodMiniType<Open<ScanMethod>>,
  gateId: z.optional(z.string()),
  excess: z.int().check(z.nonnegative()),
});

export const ReservationCreatedEvent = z.object({
  type: z.literal('reservation-created'),
  ...OnReservation,
  customerName: z.string(),
  guestCount: z.int(),
  reservedAt: z.string(),
  status: OpenStatus,
  reservation: Reservation,
});

/** The fields that an edit may change; the day follows from the time. */
export const ReservationUpdates = z.partial(
  z.omit(Reservation, { id: true, code: true, status: true, scanCount: true, version: true, createdAt: true }),
);
export type ReservationUpdates = z.infer<typeof ReservationUpdates>;
export const EDITED_FIELDS = z.keyof(ReservationUpdates).options;

export const ReservationUpdatedEvent = z.object({
  type: z.literal('reservation-updated'),
  ...OnReservation,
  updates: ReservationUpdates,
  /**
   * Present when the reservation moved to another business day: the previous day, and the whole row for lists that lack
   * it.
   */
  previousBusinessDay: z.optional(z.string()),
  reservation: z.optional(Reservation),
});

export const ReservationDeletedEvent = z.object({
  type: z.literal('reservation-deleted'),
  ...OnReservation,
  customerName: z.string(),
});

export const StatusChangedEvent = z.object({
  type: z.literal('status-changed'),
  ...OnReservation,
  customerName: z.string(),
  oldStatus: OpenStatus,
  newStatus: OpenStatus,
});

export const DomainEvent = z.discriminatedUnion('type', [
  QrScannedEvent,
  ReservationCreatedEvent,
  ReservationUpdatedEvent,
  ReservationDeletedEvent,
  StatusChangedEvent,
]);
export type DomainEvent = z.infer<typeof DomainEvent>;

/** The schemas by which a stream reads the events. */
export const RESERVATION_SCHEMAS: EventSchemas = schemasOf(DomainEvent);

/** An event of the log as a screen receives it. */
export type LogEvent = DomainEvent | RowChangedEvent | SkipEvent;
/** Everything that a venue's stream can deliver. */
export type VenueEvent = LogEvent | ControlEvent;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** What a verb passes to the log; the log adds `businessId`, `timestamp` and `seq`. */
export type DomainEventDraft = DistributiveOmit<DomainEvent, 'businessId' | 'timestamp' | 'seq'>;
