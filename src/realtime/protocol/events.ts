import { z } from 'zod';
import { type Open, OpenStatus, Reservation } from './reservation';

/**
 * The wire contract of the stream (PROTOCOL.md). Every SSE message is unnamed and its `data:` is one of these objects.
 * Domain events carry `seq`, the business's gapless sequence, and travel with `id: {epoch}:{seq}`.
 * Closed lists are open to readers: a newer server may have added to them.
 */

export const ScanMethod = z.enum(['QR', 'MANUAL', 'WALK_IN', 'UNDO']);
export type ScanMethod = z.infer<typeof ScanMethod>;

const Sequenced = { businessId: z.string(), timestamp: z.string(), seq: z.number().int().positive() };
/** The business day the reservation was on when the event happened (after it, if the event moved it). */
const OnReservation = { ...Sequenced, reservationId: z.string(), businessDay: z.string() };

export const QrScannedEvent = z.object({
  type: z.literal('qr-scanned'),
  ...OnReservation,
  customerName: z.string(),
  /** The count after this entry. */
  scanCount: z.number().int().nonnegative(),
  maxGuests: z.number().int(),
  /** Signed: negative when an entry was undone or corrected. */
  increment: z.number().int(),
  isFirstScan: z.boolean(),
  newStatus: OpenStatus,
  method: z.string() as z.ZodType<Open<ScanMethod>>,
  gateId: z.string().optional(),
  excess: z.number().int().nonnegative(),
});

export const ReservationCreatedEvent = z.object({
  type: z.literal('reservation-created'),
  ...OnReservation,
  customerName: z.string(),
  guestCount: z.number().int(),
  reservedAt: z.string(),
  status: OpenStatus,
  reservation: Reservation,
});

export const ReservationUpdates = Reservation.pick({
  customerName: true,
  customerPhone: true,
  customerEmail: true,
  guestCount: true,
  reservedAt: true,
  businessDay: true,
  tableName: true,
  notes: true,
}).partial();
export type ReservationUpdates = z.infer<typeof ReservationUpdates>;

export const ReservationUpdatedEvent = z.object({
  type: z.literal('reservation-updated'),
  ...OnReservation,
  updates: ReservationUpdates,
  /** Present when the reservation moved to another business day: the day it left, and the whole row for lists that lack it. */
  previousBusinessDay: z.string().optional(),
  reservation: Reservation.optional(),
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
  heartbeatInterval: z.number().int().positive(),
  transport: z.string() as z.ZodType<Open<'raw' | 'web'>>,
});

export const HeartbeatEvent = z.object({
  type: z.literal('heartbeat'),
  businessId: z.string(),
  timestamp: z.string(),
  /** Server clock, milliseconds since the epoch. */
  time: z.number(),
  /** Newest sequence of the business. */
  head: z.number().int().nonnegative(),
});

export const StreamErrorCode = z.enum(['resync-required', 'slow-consumer', 'draining', 'revoked', 'internal']);
export type StreamErrorCode = z.infer<typeof StreamErrorCode>;

export const ErrorEvent = z.object({
  type: z.literal('error'),
  businessId: z.string(),
  timestamp: z.string(),
  code: z.string() as z.ZodType<Open<StreamErrorCode>>,
  /** Milliseconds to wait before connecting again. */
  retryAfter: z.number().int().nonnegative().optional(),
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

export const DomainEvent = z.discriminatedUnion('type', [
  QrScannedEvent,
  ReservationCreatedEvent,
  ReservationUpdatedEvent,
  ReservationDeletedEvent,
  StatusChangedEvent,
]);
export type DomainEvent = z.infer<typeof DomainEvent>;

export const SequencedEvent = z.discriminatedUnion('type', [...DomainEvent.options, SkipEvent]);
export type SequencedEvent = z.infer<typeof SequencedEvent>;

export const ControlEvent = z.discriminatedUnion('type', [ConnectedEvent, HeartbeatEvent, ErrorEvent, AuditEvent]);
export type ControlEvent = z.infer<typeof ControlEvent>;

export const StreamEvent = z.discriminatedUnion('type', [...SequencedEvent.options, ...ControlEvent.options]);
export type StreamEvent = z.infer<typeof StreamEvent>;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** What a verb hands to the log; the log adds `businessId`, `timestamp` and `seq`. */
export type DomainEventDraft = DistributiveOmit<DomainEvent, 'businessId' | 'timestamp' | 'seq'>;
