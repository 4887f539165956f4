import { and, eq } from 'drizzle-orm';
import { DEFAULT_LOCALE, LOCALES, type Locale, parseLocale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { logoPath } from '@/modules/venues/find-brand';
import { business } from '@/modules/venues/tables';
import type { BusinessId, Venue } from '@/modules/venues/venue';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { PublicPage } from './answers';
import { bookingPage, bookingPolicy, type TextsByLocale } from './tables';

/** A venue's page as anybody may see it. */
export interface FoundPage {
  readonly venue: Venue & Pick<typeof business.$inferSelect, 'address' | 'accent'>;
  /** The path of its logo. */
  readonly logo: string | null;
  /** The language for whoever asks for none of ours. */
  readonly locale: Locale;
  readonly page: typeof bookingPage.$inferSelect;
  readonly policy: typeof bookingPolicy.$inferSelect;
}

/** The page of a slug. Throws NOT_FOUND for a venue that has made none, and for one that is suspended. */
export async function findPage(slug: string): Promise<FoundPage> {
  const [found] = await db()
    .select({ venue: business, page: bookingPage, policy: bookingPolicy })
    .from(business)
    .innerJoin(bookingPage, eq(bookingPage.businessId, business.id))
    .innerJoin(
      bookingPolicy,
      and(eq(bookingPolicy.businessId, business.id), eq(bookingPolicy.version, bookingPage.policyVersion)),
    )
    .where(and(eq(business.slug, slug), eq(business.suspended, false)));
  if (!found) throw new DomainError('NOT_FOUND');
  const { venue, page, policy } = found;
  return {
    venue: { ...venue, id: venue.id as BusinessId },
    logo: logoPath(venue.id, venue.logoHash),
    locale: parseLocale(venue.locale) ?? DEFAULT_LOCALE,
    ...{ page, policy },
  };
}

/** The same where bookings are taken. Throws NOT_FOUND, BOOKING_CLOSED. */
export async function findOpenPage(slug: string): Promise<FoundPage> {
  const found = await findPage(slug);
  if (!found.page.open) throw new DomainError('BOOKING_CLOSED');
  return found;
}

/** Throws PARTY_TOO_LARGE with the most people that book by themselves. */
export function requireParty({ page }: FoundPage, party: number): void {
  if (party > page.maxParty) throw new DomainError('PARTY_TOO_LARGE', { extra: { most: page.maxParty } });
}

/** Throws POLICY_CHANGED with the version that is to be accepted. */
export function checkPolicy({ page }: Pick<FoundPage, 'page'>, accepted: number): void {
  if (accepted !== page.policyVersion)
    throw new DomainError('POLICY_CHANGED', { extra: { policyVersion: page.policyVersion } });
}

/** The page in a language. */
export function showPage({ venue, page, policy }: FoundPage, locale: Locale): PublicPage {
  const builtIn = MESSAGES[locale].booking.builtIn;
  return {
    ...{ name: venue.name, slug: venue.slug, address: venue.address, timeZone: venue.timeZone },
    ...{ open: page.open, maxParty: page.maxParty, policyVersion: page.policyVersion },
    greeting: textIn(page.greeting, locale),
    policy: textIn(policy.policy, locale) ?? builtIn.policy,
    marketing: textIn(policy.marketing, locale) ?? builtIn.marketing,
    deposit:
      page.depositAmount === null
        ? null
        : { amount: page.depositAmount, text: textIn(page.depositText, locale), url: page.depositUrl },
  };
}

/** The text in a language, else in another one; null without any. */
function textIn(texts: TextsByLocale, locale: Locale): string | null {
  return texts[locale] ?? LOCALES.map((other) => texts[other]).find((text) => text !== undefined) ?? null;
}
