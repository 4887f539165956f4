import * as z from 'zod/mini';

/** A value of a closed list, or one that a newer version added to it. */
export type Open<T extends string> = T | (string & Record<never, never>);

/** Status of a reservation on the wire; labels live in the interface only. */
export const ReservationStatus = z.enum(['PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'NO_SHOW']);
export type ReservationStatus = z.infer<typeof ReservationStatus>;

/** A status as a client reads it. */
export const OpenStatus: z.ZodMiniType<Open<ReservationStatus>> = z.string();

/** What another version leaves out, or writes in another shape, reads as nothing. */
const Optional = z.catch(z.nullable(z.string()), null);

/** ISO 8601 with its offset, UTC from this server. What `Date` alone would take, such as "tomorrow 21:00", no screen can draw. */
export const Instant = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/),
  z.refine((text) => !Number.isNaN(Date.parse(text)), 'not an instant'),
);

/**
 * A reservation as every route and event shows it.
 * `version` is the sequence number of the event that last changed the row: an event applies to it only if its `seq` is greater.
 * A DOOR member gets `customerName` shortened and `customerPhone`, `customerEmail` and `notes` as null.
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
  tableName: Optional,
  notes: Optional,
  version: z.int(),
  createdAt: z.catch(z.string(), ''),
});
export type Reservation = z.infer<typeof Reservation>;

/** The status of a row that this version cannot read: it is shown as such, and counts in no figure. */
export const UNREADABLE = 'UNREADABLE';

/** A row of an answer. One of a shape that this version does not know costs itself alone, never the answer. */
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
      notes: null,
      version: typeof raw.version === 'number' ? raw.version : 0,
      createdAt: '',
    })),
  ),
]);
