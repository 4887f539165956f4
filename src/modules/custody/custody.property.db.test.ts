import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readOccupancy } from '@/modules/attendance/read-occupancy';
import { scanQr } from '@/modules/attendance/scan-qr';
import { attendanceEntry } from '@/modules/attendance/tables';
import { changeStatus } from '@/modules/reservations/change-status';
import { rotatePass } from '@/modules/reservations/rotate-pass';
import type { ReservationRow } from '@/modules/reservations/rows';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { countsOf, scanInput, tokenOf } from '../../../tests/support/scans';
import type { SyncResult } from './answers';
import { entryOf, phoneOf } from './entries.fixture';
import { listIncidents } from './reads';
import { custodyEntry } from './tables';

const PHONES = ['phone-a', 'phone-b', 'phone-c'];
const SIZES = [1, 3, 5];

const phone = fc.nat({ max: PHONES.length - 1 });
const party = fc.nat({ max: SIZES.length - 1 });
const people = fc.integer({ min: 1, max: 4 });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('scan' as const), phone, party, people }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('click' as const), phone, people }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('exit' as const), phone, people }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), phone }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('poison' as const), phone }) },
  // Delivers what waits; the answer may be lost, so that the same is delivered again; the last may come first.
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      phone,
      most: fc.integer({ min: 1, max: 5 }),
      lost: fc.boolean(),
      reversed: fc.boolean(),
    }),
  },
  // What staff with a network do meanwhile.
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('cancel' as const, 'rotate' as const, 'live' as const), party }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Entry = ReturnType<typeof entryOf>;

describeDatabases('phones without a network', () => {
  it('deliver in any order, as often as they must, and the ledger is the sum of what they hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
        const night = await Night.begin();
        for (const each of steps) await night.run(each);
        await night.end();
      }),
      { numRuns: 40, seed: 13, endOnFailure: true },
    );
  });
});

/** One night of a venue with three parties and three phones. */
class Night {
  readonly #queues: Entry[][] = PHONES.map(() => []);
  /** All that each phone has made, in its order. */
  readonly #made: Entry[][] = PHONES.map(() => []);
  readonly #undone = new Set<string>();
  readonly #poison = new Set<string>();
  readonly #results = new Map<string, SyncResult>();
  readonly #cancelledEntered = new Set<string>();
  readonly #cancelled = new Set<string>();
  #live = 0;

  private constructor(
    readonly venue: TestVenue,
    readonly parties: readonly ReservationRow[],
    readonly tokens: readonly string[],
  ) {}

  static async begin(): Promise<Night> {
    const venue = await makeVenue();
    const parties: ReservationRow[] = [];
    for (const guestCount of SIZES) parties.push(await makeReservation(venue, { guestCount }));
    return new Night(venue, parties, await Promise.all(parties.map(tokenOf)));
  }

  async run(step: Step): Promise<void> {
    if (!('phone' in step)) return this.#staff(step.kind, step.party);
    if (step.kind === 'deliver') return this.#deliver(step.phone, step.most, step);
    const deviceGate = PHONES[step.phone] ?? '';
    if (step.kind === 'poison') {
      const entry = entryOf({ delta: 0 });
      this.#poison.add(entry.nonce);
      return this.#add(step.phone, entry);
    }
    if (step.kind === 'undo') return this.#undo(step.phone);
    const fields = {
      scan: () => ({ kind: 'FIRST', token: this.tokens['party' in step ? step.party : 0] }),
      click: () => ({ kind: 'WALK_IN', basis: 'MANUAL' }),
      exit: () => ({ kind: 'EXIT', flow: 'OUT', basis: 'MANUAL' }),
    }[step.kind]();
    this.#add(step.phone, entryOf({ ...fields, delta: step.people, gateId: deviceGate }));
  }

  #add(phone: number, entry: Entry): void {
    this.#queues[phone]?.push(entry);
    this.#made[phone]?.push(entry);
  }

  /** Takes back the last thing that the phone has counted and not taken back. */
  #undo(phone: number): void {
    const last = this.#made[phone]?.findLast(
      ({ nonce, kind }) => kind !== 'UNDO' && !this.#undone.has(nonce) && !this.#poison.has(nonce),
    );
    if (!last) return;
    this.#undone.add(last.nonce);
    this.#add(phone, entryOf({ kind: 'UNDO', undoOf: last.nonce, delta: -Number(last.delta), basis: 'MANUAL' }));
  }

  async #staff(kind: 'cancel' | 'rotate' | 'live', index: number): Promise<void> {
    const row = this.parties[index];
    if (!row) return;
    const owner = this.venue.as('OWNER');
    if (kind === 'cancel') {
      const done = await failureOf(changeStatus(owner, { id: row.id, status: 'CANCELLED' }));
      if (typeof done === 'object') this.#cancelled.add(row.id);
    }
    if (kind === 'rotate') await failureOf(rotatePass(owner, { id: row.id }));
    if (kind === 'live') {
      const done = await failureOf(scanQr(owner, scanInput(await tokenOf(row), `live-${crypto.randomUUID()}`)));
      if (typeof done === 'object') this.#live += 1;
    }
  }

  async #deliver(phone: number, most: number, { lost = false, reversed = false } = {}): Promise<void> {
    const queue = this.#queues[phone] ?? [];
    const sent = queue.slice(0, most);
    if (sent.length === 0) return;
    for (const { token } of sent) {
      const row = this.parties[this.tokens.indexOf(String(token))];
      if (row && this.#cancelled.has(row.id)) this.#cancelledEntered.add(row.id);
    }
    const { results } = await phoneOf(this.venue, PHONES[phone]).send(reversed ? sent.toReversed() : sent);
    for (const result of results) {
      if (result.nonce === null) continue;
      const before = this.#results.get(result.nonce);
      if (before?.state === 'ACCEPTED') expect(result.state).toBe('REPLAYED');
      this.#results.set(result.nonce, result);
    }
    if (!lost) queue.splice(0, sent.length);
  }

  async end(): Promise<void> {
    for (const phone of PHONES.keys()) while (this.#queues[phone]?.length) await this.#deliver(phone, 100);
    const { venue, parties } = this;
    const all = this.#made.flat();
    const inVenue = eq(custodyEntry.businessId, venue.venue.id);
    const kept = await db().select().from(custodyEntry).where(inVenue);
    expect(kept, 'each entry is in custody once').toHaveLength(all.length);
    expect(kept.filter(({ state }) => state === 'HELD').length, 'only what cannot be read is held').toBe(
      this.#poison.size,
    );

    const counted = all.filter(
      ({ nonce, kind }) => kind !== 'UNDO' && !this.#poison.has(nonce) && !this.#undone.has(nonce),
    );
    const sum = counted.reduce(
      (total, { flow, delta }) => total + (flow === 'OUT' ? -1 : 1) * Number(delta),
      this.#live,
    );
    const { inside, uncounted } = await readOccupancy(venue.as('DOOR'));
    expect(inside - uncounted, 'the ledger is the sum of all phones').toBe(sum);

    const { incidents } = await listIncidents(venue.as('DOOR'), {});
    const told = (kind: string, id: string) =>
      incidents.some((each) => each.kind === kind && each.reservationId === id);
    for (const [index, row] of parties.entries()) {
      const own = counted.filter(({ token }) => token === this.tokens[index]);
      const { scanCount = 0, status } = await countsOf(row);
      const firsts = await db()
        .select()
        .from(attendanceEntry)
        .where(and(eq(attendanceEntry.businessId, venue.venue.id), eq(attendanceEntry.reservationId, row.id)));
      expect(firsts.reduce((total, { delta }) => total + delta, 0)).toBe(scanCount);
      const phones = new Set(own.map(({ gateId }) => gateId));
      if (scanCount > row.guestCount && phones.size > 1 && this.#undone.size === 0)
        expect(told('SAME_PARTY_TWO_GATES', row.id), 'two phones counted more than the party').toBe(true);
      if (this.#cancelledEntered.has(row.id)) {
        expect(told('CANCELLED_ENTERED', row.id)).toBe(true);
        expect(status, 'it is not reopened').toBe('CANCELLED');
      }
    }
    expect(incidents.filter(({ kind }) => kind === 'MALFORMED')).toHaveLength(this.#poison.size);
  }
}
