import * as z from 'zod';
import { LOCALES } from '@/i18n/locale';
import { Day, Email, InstantText, Line, Lines, Name, orAbsent, orNull } from '@/platform/input/fields';

const Slug = Line(80).pipe(z.string().min(1));
const Party = z.coerce.number().int().min(1).max(1000);
/** The text that its holder shows. */
const HoldId = Line(64).pipe(z.string().min(1));
const Phone = Line(60).transform((text) => text.replace(/[\s().-]/g, ''));

/** GET /api/public/[slug] */
export const PageInput = z.strictObject({ slug: Slug });

/** GET /api/public/[slug]/disponibilidad */
export const OfferInput = z.strictObject({
  slug: Slug,
  day: Day,
  party: Party,
  /** The time that was wished for, whose nearest are named when it is not free. */
  around: orAbsent(InstantText),
});
export type OfferInput = z.infer<typeof OfferInput>;

/** POST /api/public/[slug]/retencion */
export const HoldInput = z.strictObject({ slug: Slug, at: InstantText, party: Party });
export type HoldInput = z.infer<typeof HoldInput>;

/** PUT and DELETE /api/public/[slug]/retencion/[id] */
export const OneHold = z.strictObject({ slug: Slug, id: HoldId });

/** What a guest fills in. */
export const GuestInput = z.strictObject({
  holdId: HoldId,
  name: Name(120),
  phone: orNull(Phone),
  email: orNull(Email),
  /** The version of the terms that they accept. */
  policyVersion: z.coerce.number().int().min(0),
  /** The language in which they read them. */
  locale: z.enum(LOCALES),
  notes: orNull(Lines(1000)),
  /** Whether they want news. */
  marketing: z.boolean().default(false),
  /** A field that people do not see: what fills it in is a program. */
  website: z.string().optional(),
  /** What the letter says that was sent to the e-mail, where a booking needs it. */
  code: orAbsent(Line(20).transform((text) => text.replace(/[\s-]/g, ''))),
  /** When the form was shown, in milliseconds since 1970, where a page shows it. */
  shownAt: z.coerce.number().optional(),
});
export type GuestInput = z.infer<typeof GuestInput>;

/** POST /api/public/[slug]/reservas */
export const BookingInput = z.strictObject({ slug: Slug, ...GuestInput.shape });

const TextIn = (max: number) =>
  z.strictObject({ es: orAbsent(Lines(max)), en: orAbsent(Lines(max)) }).transform(({ es, en }) => ({
    ...(es === undefined ? {} : { es }),
    ...(en === undefined ? {} : { en }),
  }));

/** An address that a browser may open from a page. */
const WebAddress = Line(500).pipe(z.url({ protocol: /^https$/ }));

/** GET /api/pagina */
export const ReadPageInput = z.strictObject({});

/** PUT /api/pagina: a field that is absent stays as it is. */
export const BookingPageInput = z.strictObject({
  open: z.boolean().optional(),
  maxParty: z.number().int().min(1).max(100).optional(),
  greeting: TextIn(600).optional(),
  policy: TextIn(4000).optional(),
  marketing: TextIn(600).optional(),
  depositAmount: orNull(Line(40)),
  depositText: TextIn(600).optional(),
  depositUrl: orNull(WebAddress),
});
export type BookingPageInput = z.infer<typeof BookingPageInput>;
