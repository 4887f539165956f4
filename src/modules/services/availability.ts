import { type BlockMode, type Channel, chainsOf, mayBook, setKey } from '@/modules/tables/rules';
import type { Combination, DiningTable, Zone } from '@/modules/tables/wire';
import { addDays, businessDayOf, type DayRules } from '@/modules/venues/business-day';
import { offsetTextAt } from '@/modules/venues/wall-clock';
import { firstAfter, type Presence, peaksOf, thereAt } from './presence';
import { USUAL_TURN } from './rules';
import { startedIn, turnOf, type Window, windowsOf } from './windows';
import type { Service } from './wire';

/** Whose a stay is: a reservation's, or that of a time that is held for somebody. */
interface Owned {
  readonly reservationId: string | null;
  readonly holdId?: string | null;
}

/** A table that somebody has, `[from, until)`. */
export interface Stay extends Owned {
  readonly tableId: string;
  readonly from: number;
  readonly until: number;
}

/** A party that is expected or present, or for which a time is held, whether it has a table or not. */
export interface Party extends Owned {
  readonly at: number;
  readonly guests: number;
  readonly online: boolean;
}

export interface Blocked {
  readonly tableId: string | null;
  readonly zoneId: string | null;
  readonly serviceId: string | null;
  readonly from: number;
  readonly until: number;
  readonly mode: BlockMode;
}

/** What a venue is, and who comes. Instants are milliseconds since 1970. */
export interface Facts {
  readonly rules: DayRules;
  readonly zones: readonly Zone[];
  readonly tables: readonly DiningTable[];
  readonly combinations: readonly Combination[];
  readonly services: readonly Service[];
  readonly blocks: readonly Blocked[];
  /** Those of the day that is asked for, of the one before and of the one after it. */
  readonly stays: readonly Stay[];
  readonly parties: readonly Party[];
}

export interface Option {
  /** Empty in a service that gives no tables. */
  readonly tableIds: readonly string[];
}

export interface Time {
  /** ISO instant in UTC. */
  readonly at: string;
  /** The offset of the venue's clock then, such as `-05:00`: it tells two instants apart that the clock shows alike. */
  readonly offset: string;
}

export interface Slot extends Time {
  /** The best first. */
  readonly options: readonly Option[];
}

/** Who wants to come, and when that is asked. */
export interface Wish {
  readonly party: number;
  readonly channel: Channel;
  readonly now: Date;
}

export interface Query extends Wish {
  readonly day: string;
  /** The time that was wished for, whose nearest are named when nothing is free then. */
  readonly around?: Date | undefined;
}

export type Obstacle = 'CLOSED' | 'PAST' | 'BLOCKED' | 'PACING';

/** What holds for a party that would start at an instant. */
export interface Judgement {
  /** Why a party of this size does not start then, whatever the tables; null where it may. */
  readonly obstacle: Obstacle | null;
  /** When its tables would be free again. */
  readonly until: number;
  /** The tables that suit it and are free then, the best first, whatever the obstacle. */
  readonly options: readonly Option[];
}

const MINUTE = 60_000;
const NEAREST = 3;

/** Tables for one party: one of them, or several that can be joined. */
interface Seating {
  readonly key: string;
  readonly tables: readonly DiningTable[];
  readonly minSeats: number;
  readonly maxSeats: number;
  /** The priorities of its tables, added up. */
  readonly cost: number;
}

/** The facts of a day in the form in which each of its instants is judged. */
export interface Prepared {
  readonly facts: Facts;
  readonly day: string;
  readonly windows: readonly Window[];
  readonly staysOf: ReadonlyMap<string, readonly Stay[]>;
  readonly parties: readonly (Party & { readonly until: number; readonly window: Window | undefined })[];
  readonly seatings: readonly Seating[];
  /** Who starts in each step of each service. */
  readonly startingAt: ReadonlyMap<Window, ReadonlyMap<number, readonly Party[]>>;
  readonly peaks: readonly Presence[];
  /** What the services take at most at once. */
  readonly limits: readonly Window['pacing'][number][];
}

export function prepare(facts: Facts, day: string): Prepared {
  const windows = [-1, 0, 1].flatMap((shift) => windowsOf(facts.services, addDays(day, shift), facts.rules));
  const staysOf = new Map<string, Stay[]>();
  for (const stay of facts.stays) {
    const known = staysOf.get(stay.tableId);
    if (known) known.push(stay);
    else staysOf.set(stay.tableId, [stay]);
  }
  const parties = facts.parties.map((party) => {
    const window = startedIn(windows, party.at);
    return { ...party, window, until: party.at + (window ? turnOf(window, party.guests).turn : USUAL_TURN * MINUTE) };
  });
  const closed = new Set(facts.zones.filter(({ active }) => !active).map(({ id }) => id));
  const open = new Map(
    facts.tables
      .filter(({ active, zoneId }) => active && (zoneId === null || !closed.has(zoneId)))
      .map((table) => [table.id, table] as const),
  );
  const joined = chainsOf(
    facts.combinations.filter(({ active, tableIds }) => active && tableIds.every((id) => open.has(id))),
    (id) => open.get(id)?.maxSeats ?? 0,
  );
  const singles = [...open.values()].map(({ id, ...table }) => ({ ...table, tableIds: [id] }));
  const seatings = [...singles, ...joined].map(({ tableIds, minSeats, maxSeats }): Seating => {
    const tables = tableIds.flatMap((id) => open.get(id) ?? []);
    const cost = tables.reduce((sum, { priority }) => sum + priority, 0);
    return { key: setKey(tableIds), tables, minSeats, maxSeats, cost };
  });
  const limits = windows
    .flatMap(({ pacing }) => pacing)
    .filter(({ presentCovers, presentParties }) => presentCovers !== null || presentParties !== null);
  const startingAt = new Map(windows.map((window) => [window, new Map<number, Party[]>()]));
  for (const party of parties) {
    const steps = party.window && startingAt.get(party.window);
    if (!party.window || !steps) continue;
    const step = stepOf(party.window, party.at);
    const known = steps.get(step);
    if (known) known.push(party);
    else steps.set(step, [party]);
  }
  return {
    facts,
    day,
    windows,
    staysOf,
    parties,
    seatings,
    startingAt,
    peaks: limits.length > 0 ? peaksOf(parties) : [],
    limits,
  };
}

/**
 * The instants of a business day at which a party can start, each with the tables that it can have, and the nearest to `around` where
 * nothing is free then. The same function offers, books and moves.
 */
export function availability(facts: Facts, query: Query): { slots: Slot[]; nearest: Time[] } {
  const prepared = prepare(facts, query.day);
  const starts = startsOf(prepared);
  const offsetOf = offsetsBetween(starts[0] ?? 0, starts.at(-1) ?? 0, facts.rules);
  const slots: Slot[] = [];
  for (const at of starts) {
    const place = placeOf(prepared, at, query);
    if (obstacleOf(prepared, place, query) !== null) continue;
    const options = offeredAt(prepared, place, query);
    if (options.length > 0) slots.push({ at: new Date(at).toISOString(), offset: offsetOf(at), options });
  }
  return { slots, nearest: nearestOf(slots, query.around) };
}

/** The steps of the services that lie on the business day, in order. */
function startsOf({ windows, facts, day }: Prepared): number[] {
  const starts: number[] = [];
  for (const window of windows) {
    const [first, last] = [window.opens, window.lastSeating].map((at) => businessDayOf(new Date(at), facts.rules));
    if (last === undefined || first === undefined || day < first || last < day) continue;
    const isWhole = first === last;
    for (let at = window.opens; at <= window.lastSeating; at += window.step) {
      const isOnDay = isWhole || businessDayOf(new Date(at), facts.rules) === day;
      if (isOnDay && startedIn(windows, at) === window) starts.push(at);
    }
  }
  return starts.sort((a, b) => a - b);
}

/** What holds for a party that starts at `at`, which need not be a step. */
export function judge(prepared: Prepared, at: number, query: Wish): Judgement {
  const place = placeOf(prepared, at, query);
  return {
    obstacle: obstacleOf(prepared, place, query),
    until: place.freeAt,
    options: offeredAt(prepared, place, query),
  };
}

/** A party that starts at an instant: in which service, when it leaves, and when its tables are free again. */
interface Place extends Span {
  readonly window: Window | undefined;
  readonly freeAt: number;
}

function placeOf({ windows }: Prepared, at: number, { party }: Wish): Place {
  const window = startedIn(windows, at);
  const turn = window ? turnOf(window, party).turn : USUAL_TURN * MINUTE;
  return { window, at, until: at + turn, freeAt: at + lengthIn(window, party) };
}

function offeredAt(prepared: Prepared, { window, at, freeAt }: Place, query: Wish): Option[] {
  return window?.mode === 'COVERS' ? [{ tableIds: [] }] : optionsOf(prepared, { at, until: freeAt }, query, window);
}

/** Which step of a service an instant is in. */
function stepOf({ opens, step }: Window, at: number): number {
  return Math.floor((at - opens) / step);
}

/** The tables that suit a party and are free for a time that is not judged itself, such as the rest of one that sits already. */
export function judgeRest(prepared: Prepared, span: Span, query: Wish): Judgement {
  const window = startedIn(prepared.windows, span.at);
  return { obstacle: null, until: span.until, options: optionsOf(prepared, span, query, window) };
}

interface Span {
  readonly at: number;
  readonly until: number;
}

function obstacleOf(prepared: Prepared, span: Place, query: Wish): Obstacle | null {
  const { window } = span;
  if (!window) return 'CLOSED';
  if (!isInTime(prepared, window, span.at, query)) return 'PAST';
  const isOfAll = (block: Blocked) =>
    block.serviceId === window.serviceId || (!block.serviceId && !block.tableId && !block.zoneId);
  if (prepared.facts.blocks.some((block) => isOfAll(block) && isForbidden(block, span))) return 'BLOCKED';
  return isWithinPacing(prepared, window, span, query) ? null : 'PACING';
}

/** Guests keep to the notice and the horizon; the staff may also book the step that runs. */
function isInTime({ facts, day }: Prepared, window: Window, at: number, { channel, now }: Wish): boolean {
  if (channel !== 'ONLINE') return at > now.getTime() - window.step;
  const last = addDays(businessDayOf(now, facts.rules), window.horizonDays);
  return at >= now.getTime() + window.notice && day <= last;
}

function isForbidden({ mode, from, until }: Blocked, span: Span): boolean {
  return mode === 'NO_START' ? from <= span.at && span.at < until : from < span.until && span.at < until;
}

/** How long a party that starts at `at` has its tables, in milliseconds, with the time in which they are made ready again. */
export function lengthAt(services: readonly Service[], rules: DayRules, at: number, party: number): number {
  const day = businessDayOf(new Date(at), rules);
  const windows = [-1, 0].flatMap((shift) => windowsOf(services, addDays(day, shift), rules));
  return lengthIn(startedIn(windows, at), party);
}

function lengthIn(window: Window | undefined, party: number): number {
  if (!window) return USUAL_TURN * MINUTE;
  const { turn, buffer } = turnOf(window, party);
  return turn + buffer;
}

/** Whether what a service takes at most still has room for the party: where it starts, and at every instant while it is present. */
function isWithinPacing(
  { parties, startingAt, peaks, limits }: Prepared,
  window: Window,
  span: Span,
  query: Wish,
): boolean {
  const rules = window.pacing.filter(({ start, end }) => start <= span.at && span.at < end);
  const starting = rules.length === 0 ? [] : (startingAt.get(window)?.get(stepOf(window, span.at)) ?? []);
  const isOnline = query.channel === 'ONLINE';
  for (const { startCovers, startParties, onlineCovers } of rules) {
    if (startParties !== null && starting.length + 1 > startParties) return false;
    if (startCovers !== null && guestsOf(starting) + query.party > startCovers) return false;
    const online = guestsOf(starting.filter((each) => each.online));
    if (isOnline && onlineCovers !== null && online + query.party > onlineCovers) return false;
  }
  if (limits.length === 0) return true;
  const isRoomAt = ({ at, parties: there, guests }: Presence) =>
    limits.every(({ start, end, presentCovers, presentParties }) => {
      if (at < start || at >= end) return true;
      if (presentParties !== null && there + 1 > presentParties) return false;
      return presentCovers === null || guests + query.party <= presentCovers;
    });
  if (!isRoomAt(thereAt(parties, span.at))) return false;
  // How many are there changes for the worse only where somebody starts.
  for (let i = firstAfter(peaks, span.at); i < peaks.length; i += 1) {
    const peak = peaks[i];
    if (!peak || peak.at >= span.until) break;
    if (!isRoomAt(peak)) return false;
  }
  return true;
}

function guestsOf(parties: readonly Party[]): number {
  return parties.reduce((sum, { guests }) => sum + guests, 0);
}

/** Fewest tables, least waste, lowest cost, smallest gap left, name of the tables. */
function optionsOf(prepared: Prepared, span: Span, { party, channel }: Wish, window: Window | undefined): Option[] {
  const found: Found[] = [];
  for (const { key, tables, minSeats, maxSeats, cost } of prepared.seatings) {
    if (party > maxSeats || party < minSeats) continue;
    if (!tables.every((table) => mayBook(channel, table.channel))) continue;
    if (window?.parties.some((rule) => isTooLarge(rule, span.at, party, maxSeats))) continue;
    let gap = 0;
    for (const table of tables) gap += gapAt(prepared, table, span);
    if (!Number.isFinite(gap)) continue;
    found.push({ key, tableIds: tables.map(({ id }) => id), ranks: [tables.length, maxSeats - party, cost, gap] });
  }
  return found.sort(compareFound).map(({ tableIds }) => ({ tableIds }));
}

interface Found {
  readonly key: string;
  readonly tableIds: readonly string[];
  readonly ranks: readonly number[];
}

function compareFound(one: Found, other: Found): number {
  for (let i = 0; i < one.ranks.length; i += 1) {
    const difference = (one.ranks[i] ?? 0) - (other.ranks[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.key < other.key ? -1 : 1;
}

function isTooLarge(rule: Window['parties'][number], at: number, party: number, maxSeats: number): boolean {
  return party <= rule.maxParty && maxSeats >= rule.seats && rule.start <= at && at < rule.end;
}

const LONG_GAP = 12 * 60 * MINUTE;

/** Whether a block of a table, or of its zone, keeps a party from it that would be there for a time. */
export function closes(block: Blocked, { id, zoneId }: DiningTable, span: Span): boolean {
  const isOfTable = block.tableId === id || (block.zoneId !== null && block.zoneId === zoneId);
  return isOfTable && isForbidden(block, span);
}

/** How long the table would be empty before and after the party, at most 12 hours each; infinite where it is not free. */
function gapAt({ staysOf, facts }: Prepared, table: DiningTable, span: Span): number {
  if (facts.blocks.some((block) => closes(block, table, span))) return Number.POSITIVE_INFINITY;
  let [before, after] = [LONG_GAP, LONG_GAP];
  for (const { from, until } of staysOf.get(table.id) ?? []) {
    if (from < span.until && span.at < until) return Number.POSITIVE_INFINITY;
    if (until <= span.at) before = Math.min(before, span.at - until);
    else after = Math.min(after, from - span.until);
  }
  return before + after;
}

/** The three slots that are nearest to an instant; none where it is one of them. */
export function nearestOf(slots: readonly Slot[], around: Date | undefined): Time[] {
  if (!around || slots.some(({ at }) => Date.parse(at) === around.getTime())) return [];
  const distance = ({ at }: Time) => Math.abs(Date.parse(at) - around.getTime());
  return [...slots]
    .sort((a, b) => distance(a) - distance(b) || (a.at < b.at ? -1 : 1))
    .slice(0, NEAREST)
    .map(({ at, offset }) => ({ at, offset }));
}

/** The clock's offset at instants from `first` to `last`: where both ends have the same, so has what is between them. */
function offsetsBetween(first: number, last: number, rules: DayRules): (at: number) => string {
  const [early, late] = [offsetTextAt(first, rules.timeZone), offsetTextAt(last, rules.timeZone)];
  return early === late ? () => early : (at) => offsetTextAt(at, rules.timeZone);
}

/** The same facts as if a reservation, or a hold, were not there. */
export function without(facts: Facts, id: string): Facts {
  const isOther = ({ reservationId, holdId }: Owned) => reservationId !== id && holdId !== id;
  return { ...facts, stays: facts.stays.filter(isOther), parties: facts.parties.filter(isOther) };
}
