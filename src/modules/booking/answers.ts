import * as z from 'zod/mini';

const Texts = z.object({ es: z.optional(z.string()), en: z.optional(z.string()) });

const fields = {
  open: z.boolean(),
  /** The most people that book by themselves. */
  maxParty: z.int(),
  greeting: Texts,
  /** What a guest accepts, and agrees to who wants news; a language without a text has the other one, or the built-in one. */
  policy: Texts,
  marketing: Texts,
  /** It rises when one of these two changes. */
  policyVersion: z.int(),
  depositAmount: z.nullable(z.string()),
  depositText: Texts,
  depositUrl: z.nullable(z.string()),
  /** For `If-Match`: it rises with every change; 0 before the first one. */
  version: z.int(),
};

/** PUT /api/pagina */
export const BookingPage = z.object(fields);
export type BookingPage = z.infer<typeof BookingPage>;

/** GET /api/pagina */
export const BookingPageAnswer = z.object({ ...fields, cursor: z.string() });

const Time = {
  /** ISO instant in UTC. */
  at: z.string(),
  /** The offset of the venue's clock then: it tells two instants apart that the clock shows alike. */
  offset: z.string(),
};

/** GET /api/public/[slug]: what somebody needs to know to book, in their language. */
export const PublicPage = z.object({
  name: z.string(),
  slug: z.string(),
  address: z.nullable(z.string()),
  /** IANA zone. */
  timeZone: z.string(),
  open: z.boolean(),
  maxParty: z.int(),
  greeting: z.nullable(z.string()),
  policyVersion: z.int(),
  policy: z.string(),
  marketing: z.string(),
  deposit: z.nullable(z.object({ amount: z.string(), text: z.nullable(z.string()), url: z.nullable(z.string()) })),
});
export type PublicPage = z.infer<typeof PublicPage>;

/** GET /api/public/[slug]/disponibilidad: when the party can come. */
export const Offer = z.object({
  /** `service` is the name of the one that it is in. */
  slots: z.array(z.object({ ...Time, service: z.string() })),
  /** At most three, of other days where the one asked for has nothing. */
  nearest: z.array(z.object(Time)),
});
export type Offer = z.infer<typeof Offer>;

/** POST /api/public/[slug]/retencion, and its renewal. */
export const HoldAnswer = z.object({ holdId: z.string(), expiresAt: z.string() });
export type HoldAnswer = z.infer<typeof HoldAnswer>;

/** DELETE /api/public/[slug]/retencion/[id] */
export const HoldGone = z.object({ ok: z.literal(true) });

/** POST /api/public/[slug]/reservas; the addresses are whole. */
export const BookingAnswer = z.object({ code: z.string(), manageUrl: z.string(), passUrl: z.string() });
export type BookingAnswer = z.infer<typeof BookingAnswer>;
