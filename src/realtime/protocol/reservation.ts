import { z } from 'zod';

/** Status of a reservation on the wire; labels live in the interface only. */
export const ReservationStatus = z.enum(['PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'NO_SHOW']);
export type ReservationStatus = z.infer<typeof ReservationStatus>;

/**
 * A reservation as every route and event shows it.
 * `version` is the sequence number of the event that last changed the row: an event applies to it only if its `seq` is greater.
 * A DOOR member gets `customerName` shortened and `customerPhone`, `customerEmail` and `notes` as null.
 */
export const Reservation = z.object({
  id: z.string(),
  code: z.string(),
  customerName: z.string(),
  customerPhone: z.string().nullable(),
  customerEmail: z.string().nullable(),
  guestCount: z.number().int(),
  /** Instant, ISO 8601 in UTC. */
  reservedAt: z.string(),
  /** The venue's business day, YYYY-MM-DD. */
  businessDay: z.string(),
  status: ReservationStatus,
  scanCount: z.number().int(),
  tableName: z.string().nullable(),
  notes: z.string().nullable(),
  version: z.number().int(),
  createdAt: z.string(),
});
export type Reservation = z.infer<typeof Reservation>;
