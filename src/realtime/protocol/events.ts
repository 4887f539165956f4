import * as z from 'zod/mini';
import { type Open, OpenStatus, Reservation } from './reservation';

/**
 * The wire contract of the stream (PROTOCOL.md). Every SSE message is unnamed and its `data:` is one of these objects.
 * Domain events carry `seq`, the business's gapless sequence, and travel with `id: {epoch}:{seq}`.
 * Closed lists are open to readers: a newer server may have added to them.
 */

export const ScanMethod = z.enum(['QR', 'MANUAL', 'WALK_IN', 'UNDO']);
export type ScanMethod = z.infer<typeof ScanMethod>;

const Sequenced = { businessId: z.string(), timestamp: z.string(), seq: z.int().check(z.positive()) };
/** The business day the reservation was on when the event happened (after it, if the event moved it). */
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

export const ReservationUpdates = z.partial(
  z.pick(Reservation, {
    customerName: true,
    customerPhone: true,
    customerEmail: true,
    guestCount: true,
    reservedAt: true,
    businessDay: true,
    tableName: true,
    notes: true,
  }),
);
export type ReservationUpdates = z.infer<typeof ReservationUpdates>;

export const ReservationUpdatedEvent = z.object({
  type: z.literal('reservation-updated'),
  ...OnReservation,
  updates: ReservationUpdates,
  /** Present when the reservation moved to another business day: the day it left, and the whole row for lists that lack it. */
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

/** An event this member's role may not see: it proves that nothing is missing. */
export const SkipEvent = z.object({ type: z.literal('skip'), ...Sequenced });

export const ConnectedEvent = z.object({
  type: z.literal('connected'),
  businessId: z.string(),
  timestamp: z.string(),
  connectionId: z.string(),
  /** Where this stream starts: `{epoch}:{seq}`. */
  cursor: z.string(),
  /** Milliseconds. */
  heartbeatInterval: z.int().check(z.positive()),
  transport: z.string() as z.ZodMiniType<Open<'raw' | 'web'>>,
});

export const HeartbeatEvent = z.object({
  type: z.literal('heartbeat'),
  businessId: z.string(),
  timestamp: z.string(),
  /** Server clock, milliseconds since the epoch. */
  time: z.number(),
  /** Newest sequence of the business. */
  head: z.int().check(z.nonnegative()),
});

export const StreamErrorCode = z.enum(['resync-required', 'slow-consumer', 'draining', 'revoked', 'internal']);
export type StreamErrorCode = z.infer<typeof StreamErrorCode>;

export const ErrorEvent = z.object({
  type: z.literal('error'),
  businessId: z.string(),
  timestamp: z.string(),
  code: z.string() as z.ZodMiniType<Open<StreamErrorCode>>,
  /** Milliseconds to wait before connecting again. */
  retryAfter: z.optional(z.int().check(z.nonnegative())),
});

/**
 * Asks the device whether its rows are the database's. Messages are in order, so whoever handles it holds exactly the state at
 * its own cursor, and answers with digests of that state (PROTOCOL.md).
 */
export const AuditEvent = z.object({
  type: z.literal('audit'),
  businessId: z.string(),
  timestamp: z.string(),
  auditId: z.string(),
});

const DOMAIN = [
  QrScannedEvent,
  ReservationCreatedEvent,
  ReservationUpdatedEvent,
  ReservationDeletedEvent,
  StatusChangedEvent,
] as const;
const CONTROL = [ConnectedEvent, HeartbeatEvent, ErrorEvent, AuditEvent] as const;

export const DomainEvent = z.discriminatedUnion('type', DOMAIN);
export type DomainEvent = z.infer<typeof DomainEvent>;

export const SequencedEvent = z.discriminatedUnion('type', [...DOMAIN, SkipEvent]);
export type SequencedEvent = z.infer<typeof SequencedEvent>;

export const ControlEvent = z.discriminatedUnion('type', CONTROL);
export type ControlEvent = z.infer<typeof ControlEvent>;

export const StreamEvent = z.discriminatedUnion('type', [...DOMAIN, SkipEvent, ...CONTROL]);
export type StreamEvent = z.infer<typeof StreamEvent>;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** What a verb hands to the log; the log adds `businessId`, `timestamp` and `seq`. */
export type DomainEventDraft = DistributiveOmit<DomainEvent, 'businessId' | 'timestamp' | 'seq'>;
