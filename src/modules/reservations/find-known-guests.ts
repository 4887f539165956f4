import { and, desc, gte, inArray, isNotNull, like, lte, max, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import type { KnownGuests } from './answers';
import { startOfE164 } from './phone';
import { live } from './reads';
import { guestSearchOf } from './rules';
import type { KnownGuestsInput } from './schema';
import { reservation } from './tables';

/** The most guests of an answer. */
const MOST = 5;
/** A name is searched in this many of the venue's reservations, newest first: no index knows parts of names. */
const NEWEST = 5000;
/** More digits than any phone has. */
const LAST_DIGITS = '9'.repeat(20);

/**
 * The guests of the venue whose phone starts as typed, or whose name has words that start as typed, whatever their
 * accents; first those who reserved for the latest time. A guest is a phone: reservations without one are not found. A
 * text that is too short finds nobody.
 */
export async function findKnownGuests({ venue }: Context, { q = '' }: KnownGuestsInput): Promise<KnownGuests> {
  const by = guestSearchOf(q);
  if (by === null) return { guests: [] };
  return snapshot(async (tx) => {
    if (by === 'name') {
      const words = wordsOf(q);
      return guestsOf(tx, venue, await phonesByName(tx, venue, words), hasWords(reservation.customerName, words));
    }
    const start = startOfE164(q, venue);
    return start === null ? { guests: [] } : guestsOf(tx, venue, await phonesByStart(tx, venue, start));
  });
}

/** The range lets the index of phones answer in any collation; the pattern decides. */
async function phonesByStart(tx: Tx, venue: Venue, start: string): Promise<string[]> {
  const { customerPhone, reservedAt } = reservation;
  const rows = await tx
    .select({ phone: customerPhone })
    .from(reservation)
    .where(
      and(
        ...[live(venue), gte(customerPhone, start), lte(customerPhone, start + LAST_DIGITS)],
        like(customerPhone, `${start}%`),
      ),
    )
    .groupBy(customerPhone)
    .orderBy(desc(max(reservedAt)))
    .limit(MOST);
  return rows.flatMap(({ phone }) => phone ?? []);
}

async function phonesByName(tx: Tx, venue: Venue, words: readonly string[]): Promise<string[]> {
  const { customerPhone, customerName, reservedAt, businessDay } = reservation;
  const newest = tx
    .select({ phone: customerPhone, name: customerName, at: reservedAt })
    .from(reservation)
    .where(and(live(venue), isNotNull(customerPhone)))
    .orderBy(desc(businessDay), desc(reservedAt))
    .limit(NEWEST)
    .as('newest');
  const rows = await tx
    .select({ phone: newest.phone })
    .from(newest)
    .where(hasWords(newest.name, words))
    .groupBy(newest.phone)
    .orderBy(desc(max(newest.at)))
    .limit(MOST);
  return rows.flatMap(({ phone }) => phone ?? []);
}

/** The guests of these phones, in their order; `match` chooses among the reservations of one phone whose name is shown. */
async function guestsOf(tx: Tx, venue: Venue, phones: readonly string[], match?: SQL): Promise<KnownGuests> {
  if (phones.length === 0) return { guests: [] };
  const { customerPhone, customerName, customerEmail, notes, tags, scanCount, status, businessDay, reservedAt } =
    reservation;
  const ofPhones = and(live(venue), inArray(customerPhone, [...phones]));
  const came = sql`${scanCount} > 0`;
  const figures = await tx
    .select({
      customerPhone,
      visits: sql`count(*) filter (where ${came})`.mapWith(Number),
      noShows: sql`count(*) filter (where ${status} = 'NO_SHOW')`.mapWith(Number),
      lastVisit: sql<string | null>`(max(${businessDay}) filter (where ${came}))::text`,
    })
    .from(reservation)
    .where(ofPhones)
    .groupBy(customerPhone);
  const people = await tx
    .selectDistinctOn([customerPhone], { customerPhone, customerName, customerEmail, notes, tags })
    .from(reservation)
    .where(and(ofPhones, match))
    .orderBy(customerPhone, desc(came), desc(reservedAt));
  const guests = phones.flatMap((phone) => {
    const figure = figures.find((each) => each.customerPhone === phone);
    const person = people.find((each) => each.customerPhone === phone);
    return figure && person ? { ...person, ...figure, customerPhone: phone } : [];
  });
  return { guests };
}

/** The words of a typed name: lower case, without accents. */
function wordsOf(typed: string): string[] {
  const plain = typed
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** Whether a word of the name starts with each of `words`. */
function hasWords(name: SQLWrapper, words: readonly string[]): SQL | undefined {
  const plain = sql`lower(regexp_replace(normalize(${name}, NFKD), '[\\u0300-\\u036f]', '', 'g'))`;
  const spaced = sql`' ' || translate(${plain}, '''’-.', '    ')`;
  return and(...words.map((word) => sql`${spaced} like ${`% ${word}%`}`));
}
