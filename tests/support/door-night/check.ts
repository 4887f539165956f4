import { expect } from 'vitest';
import { readToken } from '@/modules/passes/token';
import type { Made, Phone } from './phone';
import type { Entry, Kept, Tables } from './tables';

/** What is known of the night apart from the tables. */
export interface Known {
  readonly phones: readonly Phone[];
  /** Nonces of what the host counted: those that were answered, and all. */
  readonly hostCounted: ReadonlySet<string>;
  readonly hostAsked: ReadonlySet<string>;
  /** The most people of the venue, which keeps more out. */
  readonly capacity: number;
  readonly capacityPolicy: 'WARN' | 'BLOCK';
}

const MOST_SKEW_MS = 120_000;
const isUndo = ({ count }: Made) => 'undoOf' in count.target;
/** More people than an entry can have. */
export const POISON = 5000;

/** Everything that was made is in the ledger once, held for a person, or was refused with a word: nothing else is there. */
export function expectLedger(tables: Tables, known: Known): void {
  const made = new Map(known.phones.flatMap((phone) => [...phone.made]));
  const held = new Map(tables.kept.filter(({ state }) => state === 'HELD').map((row) => [row.nonce, row]));
  expect(new Set(tables.kept.map(({ nonce }) => nonce)).size, 'each entry is in custody once').toBe(tables.kept.length);
  for (const { nonce } of tables.kept) expect(made.has(nonce), `${nonce} was made by a phone`).toBe(true);

  const counted = tables.entries.filter(({ kind }) => kind !== 'UNDO');
  const ofPhones = counted.filter(({ nonce }) => made.has(nonce));
  const ofHost = counted.filter(({ nonce }) => known.hostAsked.has(nonce));
  const ofOthers = counted.filter((entry) => !ofPhones.includes(entry) && !ofHost.includes(entry));
  expect(ofOthers, 'nobody else counts').toEqual([]);
  for (const nonce of known.hostCounted)
    expect(
      ofHost.some((entry) => entry.nonce === nonce),
      nonce,
    ).toBe(true);
  for (const entry of ofPhones) {
    const { count } = made.get(entry.nonce) as Made;
    const { flow, delta, gateId } = entry;
    expect({ flow, delta, gateId }).toEqual({ flow: count.flow, delta: count.increment, gateId: count.gateId });
    expect(held.get(entry.nonce), 'it is not held as well').toBe(undefined);
  }
  const inLedger = new Set(ofPhones.map(({ nonce }) => nonce));
  const ids = new Map(counted.map(({ nonce, id }) => [nonce, id]));
  const undone = new Set(tables.entries.flatMap(({ undoOf }) => undoOf ?? []));
  for (const [nonce, each] of made) {
    const { target, basis } = each.count;
    const about = `${nonce} of ${each.phone.name}, ${basis} ${JSON.stringify(target)}`;
    const isTaken = 'undoOf' in target ? undone.has(ids.get(target.undoOf) ?? '') : inLedger.has(nonce);
    if (each.refused) expect(isTaken && !('undoOf' in target), `${about}: refused, and not counted`).toBe(false);
    else if (each.kept) expect(isTaken || held.has(nonce), `${about}: counted or held`).toBe(true);
  }
  for (const row of held.values()) expectHeldRightly(row, made.get(row.nonce) as Made);
  for (const { id, scanCount } of tables.parties) {
    const arrived = tables.entries.filter((entry) => entry.reservationId === id && isArrival(entry, tables));
    expect([id, sumOf(arrived)]).toEqual([id, scanCount]);
  }
}

/** By what the phones remember, not the tables: the people inside who were counted, and not taken back. */
export function insideByPhones(tables: Tables, known: Known): number {
  const held = new Set(tables.kept.filter(({ state }) => state === 'HELD').map(({ nonce }) => nonce));
  const arrived = new Set([...tables.kept, ...tables.entries].map(({ nonce }) => nonce));
  const undone = new Set(tables.entries.flatMap(({ undoOf }) => undoOf ?? []));
  for (const { id, nonce } of tables.entries) if (undone.has(id)) arrived.add(`undo of ${nonce}`);
  const made = known.phones.flatMap((phone) => [...phone.made.values()]);
  const counted = made.filter(({ count: { nonce, target }, refused, kept }) => {
    const isThere = arrived.has('undoOf' in target ? `undo of ${target.undoOf}` : nonce);
    return !refused && !held.has(nonce) && (kept || isThere);
  });
  const takenBack = new Set(counted.flatMap(({ count: { target } }) => ('undoOf' in target ? target.undoOf : [])));
  const ofPhones = counted
    .filter((each) => !isUndo(each) && !takenBack.has(each.count.nonce))
    .reduce((sum, { count }) => sum + (count.flow === 'OUT' ? -1 : 1) * count.increment, 0);
  return ofPhones + sumOf(tables.entries.filter(({ nonce }) => known.hostAsked.has(nonce)));
}

/** IN less OUT, with what was taken back. */
export function sumOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { flow, delta }) => sum + (flow === 'OUT' ? -delta : delta), 0);
}

function isArrival(entry: Entry, { entries }: Tables): boolean {
  const of = entry.undoOf === null ? entry : entries.find(({ id }) => id === entry.undoOf);
  return of?.kind === 'FIRST';
}

function expectHeldRightly({ nonce, reason }: Kept, { phone, count }: Made): void {
  const about = `${nonce} of ${phone.name} is held: ${reason}`;
  const allowed = [];
  if (phone.isRevoked) allowed.push('DEVICE_REVOKED');
  if (count.increment === POISON) allowed.push('UNREADABLE');
  else if ('undoOf' in count.target) allowed.push('WAITS_FOR_ENTRY', 'COUNT_BELOW_ZERO');
  else if ('qrCode' in count.target) allowed.push('OTHER_BUSINESS');
  expect(allowed, about).toContain(reason);
}

/** Each anomaly has its incident, and there is no other. */
export function expectIncidents(tables: Tables, known: Known): void {
  const wanted = new Map<string, Set<string>>();
  const want = (kind: string, about: string, nonce: string) => {
    const key = `${kind} ${about}`;
    wanted.set(key, (wanted.get(key) ?? new Set()).add(nonce));
  };
  for (const row of tables.kept) {
    if (row.state === 'HELD') wantHeld(row, tables, want);
    if (row.reason !== 'UNREADABLE' && isClockWrong(row, known)) want('CLOCK_SKEW', row.deviceId, '');
  }
  wantCounted(tables, known, want);
  const found = tables.incidents.map(({ kind, about, nonces }) => [
    `${kind} ${about}`,
    kind === 'CLOCK_SKEW' ? [''] : nonces.toSorted(),
  ]);
  const expected = [...wanted].map(([key, nonces]) => [key, [...nonces].toSorted()]);
  const byKey = (one: unknown[], other: unknown[]) => (String(one[0]) < String(other[0]) ? -1 : 1);
  expect(found.toSorted(byKey)).toEqual(expected.toSorted(byKey));
}

type Want = (kind: string, about: string, nonce: string) => void;

function wantHeld({ nonce, reason, deviceId, undoOf }: Kept, { entries }: Tables, want: Want): void {
  const undone = entries.find((entry) => entry.nonce === undoOf);
  if (reason === 'DEVICE_REVOKED') want('DEVICE_REVOKED', deviceId, nonce);
  else if (reason === 'UNREADABLE') want('MALFORMED', nonce, nonce);
  else if (reason === 'OTHER_BUSINESS') want('UNKNOWN_PASS_ENTERED', nonce, nonce);
  else if (reason === 'COUNT_BELOW_ZERO') want('OVER_PLAN_OFFLINE', nonce, nonce);
  else expect([reason, undone], `${nonce} waits for nothing`).toEqual(['WAITS_FOR_ENTRY', undefined]);
}

function isClockWrong({ nonce, sentAt, receivedAt, content }: Kept, { phones }: Known): boolean {
  const made = phones.flatMap((phone) => phone.made.get(nonce) ?? [])[0];
  const handed = made?.phone.handed.get(sentAt);
  if (!made || !handed) throw new Error(`${nonce} was handed over by nobody at ${sentAt}`);
  const skew = Date.parse(sentAt) - receivedAt;
  const wall = Date.parse(sentAt) - Date.parse(JSON.parse(content).at);
  const drift = made.page === handed.page ? handed.clockOffset - made.clockOffset : Math.min(0, wall);
  return Math.abs(skew) > MOST_SKEW_MS || Math.abs(drift) > MOST_SKEW_MS;
}

/** Replays the ledger: what each entry of the custody met when it was counted. */
function wantCounted(tables: Tables, known: Known, want: Want): void {
  const { capacity, capacityPolicy, phones } = known;
  const kept = new Map(tables.kept.map((row) => [row.nonce, row]));
  const makers = new Map(
    phones.flatMap((phone) => [...phone.made.values()].map(({ count }) => [count.nonce, phone.name])),
  );
  /** By party: who has counted people of it. */
  const firsts = new Map<string, Set<string>>();
  let inside = 0;
  for (const entry of tables.entries) {
    const { nonce, delta, flow, kind, reservationId, scanCountAfter, guestCountThen } = entry;
    const row = kept.get(nonce);
    const maker = makers.get(nonce) ?? 'host';
    const others = [...(firsts.get(reservationId ?? '') ?? [])].some((name) => name !== maker);
    if (reservationId !== null && kind === 'FIRST')
      firsts.set(reservationId, (firsts.get(reservationId) ?? new Set()).add(maker));
    // What the server had decided already when it was handed over is no anomaly.
    if (row && row.receivedAt === entry.receivedAt && flow === 'IN' && kind !== 'UNDO') {
      if (delta > 0 && inside + delta > capacity) want('CAPACITY_PASSED_OFFLINE', entry.night, nonce);
      if (reservationId !== null) {
        if (entry.statusAfter === 'CANCELLED') want('CANCELLED_ENTERED', reservationId, nonce);
        if (isReplaced(row, entry, tables)) want('REVOKED_ENTERED', reservationId, nonce);
        if (kind === 'FIRST' && delta > 0 && scanCountAfter > guestCountThen) {
          if (others) want('SAME_PARTY_TWO_GATES', reservationId, nonce);
          else if (capacityPolicy === 'BLOCK') want('OVER_PLAN_OFFLINE', reservationId, nonce);
        }
      }
    }
    inside += flow === 'OUT' ? -delta : delta;
  }
}

function isReplaced({ content }: Kept, { seq, reservationId }: Entry, { rotations }: Tables): boolean {
  const { token } = JSON.parse(content) as { token?: string };
  const claims = token === undefined ? undefined : readToken(token)?.claims;
  if (!claims) return false;
  return rotations.some(
    (each) => each.reservationId === reservationId && each.seq < seq && each.generation > claims.epoch,
  );
}
