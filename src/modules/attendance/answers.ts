import * as z from 'zod/mini';
import { Instant, ListedReservation } from '@/modules/reservations/wire';

export const ScanReason = z.enum([
  'INVALID',
  'BAD_SIGNATURE',
  'REVOKED',
  'CANCELLED',
  'COMPLETED',
  'OTHER_DAY',
  'OTHER_BUSINESS',
  'CAPACITY',
  'ALREADY_IN',
  'VENUE_FULL',
  'NONCE_REUSED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'ERROR',
]);
export type ScanReason = z.infer<typeof ScanReason>;

/**
 * A scan that counted people, or the information that was requested. Refused scans are problem documents with `result:
 * 'error'` and `reason`.
 */
export const ScanAnswer = z.object({
  result: z.literal('ok'),
  /** `CAPACITY` warns that the party exceeds its planned size although the venue allows it. */
  reason: z.optional(z.string()),
  reservation: ListedReservation,
  scanCount: z.int(),
  maxGuests: z.int(),
  excess: z.int(),
  /** People of the party who have left; the next to come of a complete one are those. Absent when nobody has. */
  outside: z.optional(z.int()),
  /** Which person of the party the pass is for; absent for the pass of the whole party. */
  person: z.optional(z.int()),
  /** Present when the people did not arrive but came back, which leaves `scanCount` as it is. */
  kind: z.optional(z.literal('REENTRY')),
  isFirstScan: z.boolean(),
  replayed: z.boolean(),
  /** The sequence of the event; for `info`, the row's version. */
  seq: z.int(),
});
export type ScanAnswer = z.infer<typeof ScanAnswer>;

export const EntryKind = z.enum(['FIRST', 'REENTRY', 'EXIT', 'WALK_IN', 'CLICK', 'UNDO']);

/** The answer to people who were counted without changing how many of a party have arrived. */
export const EntryAnswer = z.object({
  result: z.literal('ok'),
  kind: EntryKind,
  flow: z.enum(['IN', 'OUT']),
  /** Signed people, on the side that `flow` names. */
  delta: z.int(),
  gateId: z.nullable(z.string()),
  category: z.nullable(z.string()),
  /** The party of an exit by pass. */
  reservationId: z.nullable(z.string()),
  /** Accepted against the figures: more people left than were inside, or entered than the venue holds. */
  forced: z.boolean(),
  /** How many were inside after this answer's entry; of a repeated request, how many are now. */
  inside: z.int(),
  replayed: z.boolean(),
  seq: z.int(),
});
export type EntryAnswer = z.infer<typeof EntryAnswer>;

/** What one gate counted; null is where no gate was named. */
const GateFigures = z.object({ gateId: z.nullable(z.string()), entered: z.int(), left: z.int() });

/**
 * GET /api/ocupacion: who came in and who left in the current night, from the ledger alone. It is no certified counter.
 */
export const Occupancy = z.object({
  day: z.string(),
  /** People who came in less those who left; never below 0. */
  inside: z.int(),
  /** People of booked parties who have arrived. */
  admitted: z.int(),
  /** People who came without a reservation. */
  walkIns: z.int(),
  /** Every count on either side, people who came back included. */
  entered: z.int(),
  left: z.int(),
  /** How many more left than had been counted in. */
  uncounted: z.int(),
  /** How many people the venue holds; null where nobody has said it. */
  capacity: z.nullable(z.int()),
  /** What happens to people beyond it. */
  policy: z.enum(['ALLOW', 'WARN', 'BLOCK']),
  /** The venue's own names for people without a reservation. */
  categories: z.array(z.string()),
  byGate: z.array(GateFigures),
  cursor: z.string(),
});
export type Occupancy = z.infer<typeof Occupancy>;

const Arrival = z.object({
  /** By the clock of the device that counted. */
  at: Instant,
  people: z.int(),
  /** The name of the member who counted; null when the account no longer exists. */
  by: z.nullable(z.string()),
  gateId: z.nullable(z.string()),
});

/** GET /api/reservas/[id]/asistencia: the last people of the party who were counted in and not taken back. */
export const LastArrival = z.object({ arrival: z.nullable(Arrival) });
export type LastArrival = z.infer<typeof LastArrival>;

/** The people who arrived in one hour: `at` is its start, `hour` what the venue's clock shows then, `21:00`. */
const SummaryHour = z.object({ at: Instant, hour: z.string(), people: z.int() });
export type SummaryHour = z.infer<typeof SummaryHour>;

const PartiesAndPeople = z.object({ parties: z.int(), people: z.int() });

/** GET /api/reservas/resumen: what became of a night. Parties that cancelled count in no planned figure. */
export const NightSummary = z.object({
  day: z.string(),
  /** People counted in, with a reservation or without, and people booked. */
  arrived: z.int(),
  planned: z.int(),
  parties: z.object({ arrived: z.int(), planned: z.int() }),
  /** The parties of which nobody came. While the night runs: those that were marked so. */
  noShows: PartiesAndPeople,
  /** People who were booked and did not come, those of parties that came in part included. */
  missing: z.int(),
  /** Those counted without a booking. People of the clicker are in no party. */
  walkIns: PartiesAndPeople,
  /** The people beyond the planned size of their own party. */
  excess: z.int(),
  /** From the first hour with an arrival to the last one, hours without arrivals included. */
  byHour: z.array(SummaryHour),
  /** People of `arrived` who were counted outside of the night's hours. */
  withoutHour: z.int(),
  /** The first of the hours in which most people arrived. */
  peak: z.nullable(SummaryHour),
  byGate: z.array(GateFigures),
  /** What the exits say; null where nobody counted any. */
  flow: z.nullable(
    z.object({
      left: z.int(),
      /** At the last entry of the night. */
      inside: z.int(),
      /** When most people were inside. */
      most: z.object({ at: Instant, people: z.int() }),
    }),
  ),
});
export type NightSummary = z.infer<typeof NightSummary>;

/** What the problem document of a refused scan or count contains besides its `code`: scanners decide by `reason`. */
export const RefusedCount = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('SCAN_REFUSED'),
    result: z.literal('error'),
    reason: ScanReason,
    /** Present when the pass belongs to this venue, with the figures of its party. */
    reservation: z.optional(ListedReservation),
    scanCount: z.optional(z.int()),
    maxGuests: z.optional(z.int()),
    excess: z.optional(z.int()),
    /** Of `VENUE_FULL`: what is missing to let them in all the same. */
    needs: z.optional(z.enum(['manager', 'reason'])),
    /** Of `ALREADY_IN`: when, where and by whom the person was counted in. */
    arrival: z.optional(Arrival),
  }),
  z.object({
    code: z.literal('NOT_COUNTABLE'),
    /** Absent when the refusal is not by a rule about the party, and in answers of the previous version. */
    reason: z.optional(ScanReason),
    /** What is missing for a correction of a night that is over, or to let more people in than the venue holds. */
    needs: z.optional(z.enum(['manager', 'reason'])),
  }),
  z.object({
    /** The venue lets in no more people than it holds. */
    code: z.literal('VENUE_FULL'),
    inside: z.int(),
    capacity: z.int(),
    /** What is missing to let them in all the same: somebody who may, or their reason. */
    needs: z.enum(['manager', 'reason']),
  }),
]);
export type RefusedCount = z.infer<typeof RefusedCount>;
/** The members of the variant with one `code`. */
export type RefusalOf<Code extends RefusedCount['code']> = Omit<Extract<RefusedCount, { code: Code }>, 'code'>;

/** GET /api/pase/[token]/estado: what the guest's page shows. A pass that opens nothing has its state alone. */
export const PassStatus = z.object({
  valid: z.enum(['ok', 'upcoming', 'revoked', 'expired', 'cancelled', 'completed', 'full', 'used']),
  arrived: z.optional(z.int()),
  guestCount: z.optional(z.int()),
  reservedAt: z.optional(Instant),
  tableName: z.optional(z.nullable(z.string())),
});
export type PassStatus = z.infer<typeof PassStatus>;
