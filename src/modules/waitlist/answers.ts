import * as z from 'zod/mini';
import { OFFER_POLICIES } from './rules';
import { WaitlistEntry } from './wire';

/** GET /api/espera: whose turn comes first stands first, night by night. */
export const Waitlist = z.object({
  entries: z.array(WaitlistEntry),
  /** Whose times are offered without anybody asking for it. */
  offers: z.enum(OFFER_POLICIES),
  cursor: z.string(),
});

/** A write of an entry. */
export const EntryAnswer = z.object({ entry: WaitlistEntry, seq: z.int() });
export type EntryAnswer = z.infer<typeof EntryAnswer>;

/** POST /api/espera/[id]/sentar */
export const SeatedAnswer = z.object({ entry: WaitlistEntry, seq: z.int(), reservationId: z.string() });
export type SeatedAnswer = z.infer<typeof SeatedAnswer>;

/** GET /api/espera/[id]/enlace: the page of the party; null where the venue has no public page. */
export const EntryLink = z.object({ url: z.nullable(z.string()) });
export type EntryLink = z.infer<typeof EntryLink>;

/** GET /api/espera/estimacion: how long each party that waits for tonight will probably wait, in minutes; null is unknown. */
export const Waits = z.object({
  at: z.string(),
  waits: z.array(z.object({ id: z.string(), wait: z.nullable(z.object({ least: z.int(), most: z.int() })) })),
});
export type Waits = z.infer<typeof Waits>;

/** POST /api/public/[slug]/espera */
export const JoinAnswer = z.object({ entryId: z.string(), manageUrl: z.string() });
export type JoinAnswer = z.infer<typeof JoinAnswer>;
