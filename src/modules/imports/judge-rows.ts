import { setImmediate as nextTurn } from 'node:timers/promises';
import { LOCALES } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { toE164 } from '@/modules/reservations/phone';
import { isBookable } from '@/modules/reservations/rules';
import { CreateReservationInput } from '@/modules/reservations/schema';
import { TAGS } from '@/modules/reservations/wire';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Venue } from '@/modules/venues/venue';
import { instantsOfWallClock, offsetTextAt } from '@/modules/venues/wall-clock';
import type { Sheet } from './read-file';
import { type Cell, readWhen } from './read-when';
import { type Columns, type DateOrder, type Fate, type Field, plainWord, type Reason } from './rules';

/** What becomes of a row. `input` is the reservation that it would be. */
export interface Judged {
  readonly line: number;
  readonly fate: Fate;
  readonly field: Field | null;
  readonly reason: Reason | null;
  readonly input: CreateReservationInput | null;
  /** What the row says, for whoever looks at it. */
  readonly name: string;
}

interface Judge {
  readonly venue: Venue;
  readonly now: Date;
  readonly columns: Columns;
  readonly order: DateOrder;
}

interface Party {
  readonly customerName: string;
  readonly customerPhone?: string | null | undefined;
  readonly customerEmail?: string | null | undefined;
  readonly guestCount: number;
  readonly reservedAt: Date | string;
}

function partsOf({ customerName, customerPhone: phone, customerEmail: email, guestCount, reservedAt }: Party) {
  const at = `${new Date(reservedAt).toISOString()}/${guestCount}`;
  const contacts = [...(phone ? [`p/${phone}/${at}`] : []), ...(email ? [`e/${email.toLowerCase()}/${at}`] : [])];
  return { contacts, named: `${plainWord(customerName) || customerName}/${at}` };
}

/** By what a party is found again. */
export function keysOf(party: Party): string[] {
  const { contacts, named } = partsOf(party);
  return [...contacts, `n/${named}`, ...(contacts.length === 0 ? [`b/${named}`] : [])];
}

/**
 * The keys of parties that are the same as this one: of one time and size, with its phone or its e-mail, and by the name where one
 * of both has neither.
 */
export function sameAs(party: Party): string[] {
  const { contacts, named } = partsOf(party);
  return contacts.length === 0 ? [`n/${named}`] : [...contacts, `b/${named}`];
}

const TURN = 500;

/**
 * Decides every row in its order. `findKnown` reads the keys of the reservations that the venue has on some days, those on which
 * the rows are.
 */
export async function judgeRows(
  { rows }: Pick<Sheet, 'rows'>,
  judge: Judge,
  findKnown: (days: ReadonlySet<string>) => Promise<ReadonlySet<string>> = async () => new Set(),
): Promise<Judged[]> {
  const today = businessDayOf(judge.now, judge.venue);
  const instants = new Map<string, readonly string[]>();
  const dayOf = daysIn(judge.venue);
  const read: (Read & { readonly line: number; readonly name: string })[] = [];
  for (const [i, { line, cells }] of rows.entries()) {
    read.push({
      line,
      name: textAt(cells, judge.columns.customerName).slice(0, 120),
      ...readRow(cells, judge, instants),
    });
    if ((i + 1) % TURN === 0) await nextTurn();
  }
  const ahead = read.flatMap((row) => ('input' in row && isBookable(dayOf(row.input), today) ? [row.input] : []));
  const known = await findKnown(new Set(ahead.map(dayOf)));
  const seen = new Set<string>();
  return read.map((row) => {
    const { line, name } = row;
    if ('reason' in row) return { line, name, fate: 'invalid', field: row.field, reason: row.reason, input: null };
    const { input } = row;
    const isPast = !isBookable(dayOf(input), today);
    const isSame = sameAs(input).some((key) => seen.has(key) || known.has(key));
    for (const key of keysOf(input)) seen.add(key);
    return { line, name, fate: isPast ? 'past' : isSame ? 'same' : 'new', field: null, reason: null, input };
  });
}

/** The business day of a reservation; many have one time. */
function daysIn(venue: Venue): (input: CreateReservationInput) => string {
  const days = new Map<string, string>();
  return ({ reservedAt }) => {
    const day = days.get(reservedAt) ?? businessDayOf(reservedAt, venue);
    days.set(reservedAt, day);
    return day;
  };
}

type Read = { readonly input: CreateReservationInput } | { readonly field: Field; readonly reason: Reason };

const cellAt = (cells: readonly Cell[], at: number | undefined): Cell => (at === undefined ? '' : (cells[at] ?? ''));
const textAt = (cells: readonly Cell[], at: number | undefined): string => {
  const cell = cellAt(cells, at);
  return typeof cell === 'string' ? cell.trim() : cell.wall;
};

/** The field of the reservation that its schema refuses, as the column and the reason of a row. */
const OF_FIELD = {
  customerName: ['customerName', 'name'],
  guestCount: ['guestCount', 'party'],
  customerPhone: ['customerPhone', 'phone'],
  customerEmail: ['customerEmail', 'email'],
  tableName: ['tableName', 'table'],
  notes: ['notes', 'notes'],
} as const satisfies Record<string, readonly [Field, Reason]>;

function readRow(
  cells: readonly Cell[],
  { venue, columns, order }: Judge,
  known: Map<string, readonly string[]>,
): Read {
  const text = (field: Field) => textAt(cells, columns[field]);
  const when = readAt(cells, { venue, columns, order }, known);
  if ('reason' in when) return when;
  const status = readStatus(text('status'));
  if (!status) return { field: 'status', reason: 'status' };
  const tags = readTags(text('tags'));
  if (!tags) return { field: 'tags', reason: 'tags' };
  const party = text('guestCount');
  const parsed = CreateReservationInput.safeParse({
    customerName: text('customerName'),
    customerPhone: text('customerPhone'),
    customerEmail: text('customerEmail'),
    guestCount: /^\d{1,4}([.,]0+)?$/.test(party) ? Number.parseInt(party, 10) : Number.NaN,
    ...{ reservedAt: when.at, tableName: text('tableName'), notes: text('notes'), tags, status },
  });
  if (!parsed.success) {
    const [field, reason] =
      OF_FIELD[String(parsed.error.issues[0]?.path[0]) as keyof typeof OF_FIELD] ?? OF_FIELD.notes;
    return { field, reason };
  }
  const { customerPhone } = parsed.data;
  if (!customerPhone) return { input: parsed.data };
  try {
    return { input: { ...parsed.data, customerPhone: toE164(customerPhone, venue) } };
  } catch {
    return { field: 'customerPhone', reason: 'phone' };
  }
}

type At = { readonly at: string } | { readonly field: Field; readonly reason: Reason };

/** The one instant that the row's date and time name by the venue's clock. */
function readAt(
  cells: readonly Cell[],
  { venue, columns, order }: Omit<Judge, 'now'>,
  known: Map<string, readonly string[]>,
): At {
  const time = columns.time === undefined ? null : cellAt(cells, columns.time);
  const when = readWhen(cellAt(cells, columns.date), time, order);
  const timeField = columns.time === undefined ? 'date' : 'time';
  if ('problem' in when) return { field: when.problem === 'time' ? timeField : 'date', reason: when.problem };
  const { date, time: clock, offset } = when;
  const key = `${date}T${clock}`;
  const instants = known.get(key) ?? instantsOfWallClock(date, clock, venue.timeZone);
  known.set(key, instants);
  if (instants.length === 0) return { field: timeField, reason: 'skipped' };
  if (offset === null) {
    const [at] = instants;
    return instants.length > 1 || at === undefined ? { field: timeField, reason: 'repeated' } : { at };
  }
  const at = instants.find((instant) => offsetTextAt(instant, venue.timeZone) === offset);
  // Another offset than the venue's names the instant itself.
  const own = at ?? new Date(`${key}:00${offset}`).toISOString();
  return { at: own };
}

/** The tags of a text, by their names in any language; null for a word that is none. */
function readTags(text: string): (typeof TAGS)[number][] | null {
  const words = text
    .split(/[,;/|]/)
    .map(plainWord)
    .filter((word) => word !== '');
  const found = words.map((word) =>
    TAGS.find((tag) =>
      [tag, ...LOCALES.map((locale) => MESSAGES[locale].reservas.tags[tag])].map(plainWord).includes(word),
    ),
  );
  return found.every((tag) => tag !== undefined) ? TAGS.filter((tag) => found.includes(tag)) : null;
}

/** A reservation that is brought in is pending or confirmed; one of another status is none that is to come. */
function readStatus(text: string): 'PENDING' | 'CONFIRMED' | null {
  const word = plainWord(text);
  if (word === '') return 'CONFIRMED';
  const statuses = ['PENDING', 'CONFIRMED'] as const;
  return (
    statuses.find((status) =>
      [status, ...LOCALES.map((locale) => MESSAGES[locale].reservas.status[status])]
        .map(plainWord)
        .some((known) => known === word || known.slice(0, -1) === word.slice(0, -1)),
    ) ?? null
  );
}
