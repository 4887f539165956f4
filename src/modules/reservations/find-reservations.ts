import { setImmediate } from 'node:timers/promises';
import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gte,
  isNull,
  lt,
  ne,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { businessDayOf } from '@/modules/venues/business-day';
import { db } from '@/platform/db/transaction';
import type { FoundReservations } from './answers';
import { type ReservationRow, showReservation } from './rows';
import type { FindReservationsInput } from './schema';
import { compileSearch, fold, type Hint, type HintPlace, hintOf } from './search';
import { reservation } from './tables';

/** The most reservations of an answer. */
const MOST = 20;
/**
 * How many reservations the database reads in one statement: the embedded database does it on the thread that serves
 * requests, and between two statements other requests have their turn.
 */
const SLICE = 1000;

/**
 * Searches the reservations of all days, by the same rules as a day's list: the nearest first, those of today and later
 * before those past. The database reads them in slices and hands over those that may match.
 */
export async function findReservations(
  ctx: Context,
  { q = '', except }: FindReservationsInput,
): Promise<FoundReservations> {
  if (q === '') return { reservations: [], more: false };
  const rank = compileSearch(q);
  const hint = hintOf(q);
  const found = new Map<string, ReservationRow>();
  for (const side of ['ahead', 'past'] as const) {
    let last: ReservationRow | undefined;
    do {
      const slice = await readSlice(ctx, { side, hint, except, after: last });
      for (const row of slice) if (rank(row) !== null) found.set(row.id, row);
      last = slice.find(({ place }) => place === SLICE);
      await setImmediate();
    } while (last && found.size <= MOST);
  }
  const nearest = [...found.values()].slice(0, MOST);
  return { reservations: nearest.map((row) => showReservation(row, ctx.role)), more: found.size > MOST };
}

interface Slice {
  readonly side: 'ahead' | 'past';
  readonly hint: Hint | null;
  readonly except: string | undefined;
  /** The last row of the slice before. */
  readonly after: ReservationRow | undefined;
}

/** Of the next `SLICE` rows, those that meet the hint, and always the last one, whose `place` is `SLICE`. */
function readSlice({ venue, now }: Context, { side, hint, except, after }: Slice) {
  const { businessId, businessDay, reservedAt, id, deletedAt, customerName, tableName } = reservation;
  const today = businessDayOf(now, venue);
  const ahead = side === 'ahead';
  const towards = ahead ? asc : desc;
  const order = sql.join([businessDay, reservedAt, id].map(towards), sql`, `);
  const beyond =
    after &&
    sql`(${businessDay}, ${reservedAt}, ${id}) ${ahead ? sql`>` : sql`<`} (${after.businessDay}, ${after.reservedAt.toISOString()}, ${after.id})`;
  const slice = db()
    .select({
      ...getTableColumns(reservation),
      text: sql<string>`lower(translate(${customerName} || coalesce(${tableName}, ''), ${LATIN.from}, ${LATIN.to}))`.as(
        'text',
      ),
      place: sql<number>`(row_number() over (order by ${order}))::int`.as('place'),
    })
    .from(reservation)
    .where(
      and(
        eq(businessId, venue.id),
        isNull(deletedAt),
        ahead ? gte(businessDay, today) : lt(businessDay, today),
        except === undefined ? undefined : ne(businessDay, except),
        beyond,
      ),
    )
    .orderBy(order)
    .limit(SLICE)
    .as('slice');
  const texts = {
    text: slice.text,
    code: sql`translate(lower(${slice.code}), 'oilu', '011v')`,
    phone: sql`translate(${slice.customerPhone}, '+', '')`,
    name: slice.customerName,
    tags: sql`array_to_string(${slice.tags}, ' ')`,
  };
  // A text with a letter that SQL does not fold is left to the search itself.
  const isOther = sql`octet_length(${slice.text}) <> char_length(${slice.text})`;
  const may = hint === null ? undefined : or(isOther, meets(hint, texts), eq(slice.place, SLICE));
  return db().select().from(slice).where(may).orderBy(slice.place);
}

function meets(hint: Hint, texts: Record<HintPlace, SQLWrapper>): SQL | undefined {
  if ('all' in hint) return and(...hint.all.map((each) => meets(each, texts)));
  if ('any' in hint) return or(...hint.any.map((each) => meets(each, texts)));
  return sql`coalesce(strpos(${texts[hint.in]}, ${hint.part}), 0) > 0`;
}

/**
 * The arguments of `translate` that fold the letters of western Europe as the search does, and remove ASCII signs. It
 * compares each letter of a text with each of these, so they are few.
 */
const LATIN = (() => {
  const charsOf = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index));
  const letters = charsOf(0xc0, 0xff).filter((letter) => /^[a-z]$/.test(fold(letter)));
  const removed = charsOf(0x20, 0x7e).filter((char) => !/[a-z\d]/i.test(char));
  return { from: [...letters, ...removed].join(''), to: letters.map(fold).join('') };
})();
