import { isOption } from '@/modules/reservations/choose-seating';
import type { CreateReservationInput } from '@/modules/reservations/schema';
import { type Facts, judge, type Party, prepare, type Stay } from '@/modules/services/availability';
import { labelOf } from '@/modules/tables/rules';
import type { DiningTable } from '@/modules/tables/wire';
import { addDays, businessDayOf } from '@/modules/venues/business-day';
import { plainWord, type TableFate } from './rules';

/** The tables that a row gets, and what people read of them; without them, its text stays what it is. */
interface Given {
  readonly fate: TableFate | null;
  readonly fields: Pick<CreateReservationInput, 'tableIds' | 'tableName'>;
}

interface Night {
  readonly stays: Stay[];
  readonly parties: Party[];
}

/**
 * Gives rows their tables, one after another in their order, by the function that offers them: what one of them gets is not free for
 * the next. `facts` are those of every day on which a row is.
 */
export function judgeSeating(facts: Facts, now: Date): (input: CreateReservationInput) => Given {
  const nights = new Map<string, Night>();
  const dayOf = (at: number) => businessDayOf(new Date(at), facts.rules);
  const nightOf = (day: string): Night => {
    const known = nights.get(day) ?? { stays: [], parties: [] };
    nights.set(day, known);
    return known;
  };
  for (const each of facts.stays) nightOf(dayOf(each.from)).stays.push(each);
  for (const each of facts.parties) nightOf(dayOf(each.at)).parties.push(each);
  const find = finderOf(facts.tables);

  /** The time for which the party has these tables; null where they are not offered to it. No other table bears on that. */
  function offered(day: string, at: number, party: number, tables: readonly DiningTable[]): number | null {
    const tableIds = tables.map(({ id }) => id);
    const near = [-1, 0, 1].flatMap((shift) => nights.get(addDays(day, shift)) ?? []);
    const stays = near.flatMap((night) => night.stays.filter(({ tableId }) => tableIds.includes(tableId)));
    const combinations = facts.combinations.filter((each) => each.tableIds.every((id) => tableIds.includes(id)));
    const parties = near.flatMap((night) => night.parties);
    const prepared = prepare({ ...facts, tables, combinations, stays, parties }, day);
    const { obstacle, options, until } = judge(prepared, at, { party, channel: 'IN_HOUSE', now });
    return obstacle === null && isOption(options, tableIds) ? until : null;
  }

  return ({ tableName, reservedAt, guestCount }) => {
    const at = Date.parse(reservedAt);
    const day = dayOf(at);
    const tables = tableName ? find(tableName) : [];
    const tableIds = tables.map(({ id }) => id);
    const until = tables.length === 0 ? null : offered(day, at, guestCount, tables);
    const night = nightOf(day);
    night.parties.push({ reservationId: null, at, guests: guestCount, online: false });
    if (until === null) {
      const isSaid = Boolean(tableName) && facts.tables.length > 0;
      return { fate: isSaid ? (tables.length === 0 ? 'unknown' : 'taken') : null, fields: {} };
    }
    for (const tableId of tableIds) night.stays.push({ reservationId: null, tableId, from: at, until });
    return { fate: 'given', fields: { tableIds, tableName: labelOf(tables.map(({ name }) => name)) } };
  };
}

/** The tables that a text names, joined ones as the export writes them: `5 + 6`. None where one of the names is nobody's, or stands twice. */
function finderOf(tables: readonly DiningTable[]): (text: string) => DiningTable[] {
  const exact = new Map(tables.map((table) => [table.name.toLowerCase(), table]));
  // A word that two names have names neither.
  const byWord = new Map<string, DiningTable | null>();
  for (const table of tables) {
    const word = plainWord(table.name);
    byWord.set(word, byWord.has(word) ? null : table);
  }
  byWord.delete('');
  const one = (text: string) => exact.get(text.trim().toLowerCase()) ?? byWord.get(plainWord(text)) ?? null;
  return (text) => {
    const whole = one(text);
    if (whole) return [whole];
    const parts = text.split('+').map(one);
    const found = new Set(parts.flatMap((table) => table ?? []));
    return found.size === parts.length ? [...found] : [];
  };
}

/** The first and the last of some days. */
export function daysBetween(days: readonly string[]): [first: string, last: string] {
  const sorted = [...days].sort();
  return [sorted[0] ?? '', sorted.at(-1) ?? ''];
}
