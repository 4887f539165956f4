import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_RULES, type DaySnapshot, type WriteAnswer } from '@/modules/reservations/client/day-list';
import type { SequencedEvent } from '../protocol/events';
import { DAYS, EPOCH, ModelDatabase, type Op } from './convergence.model';
import { CursorTracker } from './cursor';
import { catchUp, EventTail, mergeSnapshot } from './event-tail';

type Step =
  | { readonly do: 'write'; readonly op: Op }
  | { readonly do: 'deliver' | 'repeat' | 'lose' | 'arrive' | 'answer'; readonly pick: number }
  | { readonly do: 'ask'; readonly day: number }
  | { readonly do: 'reconnect' | 'heartbeat' };

/** A screen: the parts as the hooks put them together, behind a network that loses, repeats and reorders. */
class ModelClient {
  readonly lists = new Map<string, DaySnapshot>();
  readonly #tail: EventTail;
  readonly #tracker: CursorTracker;
  readonly #database: ModelDatabase;
  wire: SequencedEvent[] = [];
  snapshots: DaySnapshot[] = [];
  answers: WriteAnswer[] = [];

  constructor(database: ModelDatabase, tailLimit: number) {
    this.#database = database;
    this.#tail = new EventTail(tailLimit);
    const first = database.snapshot(DAYS[0]);
    this.#tracker = new CursorTracker(first.cursor);
    this.#tail.start(first.cursor);
    this.arrive(first);
  }

  get seq(): number {
    return this.#tracker.cursor?.seq ?? 0;
  }

  ask(day: string): void {
    this.snapshots.push(this.#database.snapshot(day));
  }

  arrive(snapshot: DaySnapshot): void {
    const fresh =
      catchUp(DAY_RULES, snapshot, this.#tail) === 'refetch' ? this.#database.snapshot(snapshot.day) : snapshot;
    this.#store(fresh);
  }

  answer(answer: WriteAnswer): void {
    this.#tail.remember(DAY_RULES, answer);
    for (const list of this.lists.values()) this.#store(list);
  }

  /** As after a broken stream: what was under way is gone, and the log is read on from the cursor. */
  reconnect(): void {
    this.wire = this.#database.log.slice(this.seq);
  }

  receive(event: SequencedEvent): void {
    const verdict = this.#tracker.feed(event, EPOCH);
    if (verdict === 'gap') this.reconnect();
    if (verdict !== 'apply') return;
    this.#tail.push(event, EPOCH);
    for (const list of this.lists.values()) {
      const caughtUp = catchUp(DAY_RULES, list, this.#tail);
      this.#store(caughtUp === 'refetch' ? this.#database.snapshot(list.day) : caughtUp);
    }
  }

  heartbeat(): void {
    if (this.#tracker.isBehind(this.#database.head) && this.wire.length === 0) this.reconnect();
  }

  #store(list: DaySnapshot): void {
    this.lists.set(list.day, mergeSnapshot(DAY_RULES, this.lists.get(list.day), list, this.#tail));
  }
}

function take<T>(items: T[], pick: number): T | undefined {
  return items.splice(pick % Math.max(1, items.length), 1)[0];
}

function perform(step: Step, database: ModelDatabase, client: ModelClient): void {
  switch (step.do) {
    case 'write': {
      const before = database.head;
      const answer = database.run(step.op);
      client.wire.push(...database.log.slice(before));
      if (answer) client.answers.push(answer);
      return;
    }
    case 'deliver': {
      const event = take(client.wire, step.pick);
      if (event) client.receive(event);
      return;
    }
    case 'repeat': {
      const event = client.wire[step.pick % Math.max(1, client.wire.length)];
      if (event) client.wire.push(event);
      return;
    }
    case 'lose':
      take(client.wire, step.pick);
      return;
    case 'arrive': {
      const snapshot = take(client.snapshots, step.pick);
      if (snapshot) client.arrive(snapshot);
      return;
    }
    case 'answer': {
      const answer = take(client.answers, step.pick);
      if (answer) client.answer(answer);
      return;
    }
    case 'ask':
      client.ask(DAYS[step.day % DAYS.length] ?? DAYS[0]);
      return;
    case 'reconnect':
      client.reconnect();
      return;
    case 'heartbeat':
      client.heartbeat();
  }
}

const pick = fc.nat(50);
const op = fc.record<Op>({
  kind: fc.constantFrom('create', 'create', 'edit', 'move', 'delete', 'scan', 'status'),
  pick,
  value: fc.nat(20),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: op.map((value) => ({ do: 'write' as const, op: value })) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom('deliver', 'deliver', 'repeat', 'lose', 'arrive', 'answer'), pick }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask'), day: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('reconnect', 'heartbeat') }) },
);

test('whatever is lost, repeated, late or out of order, every list ends equal to the database', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 120, size: 'max' }),
      fc.integer({ min: 1, max: 8 }),
      fc.array(pick),
      (steps, limit, late) => {
        const database = new ModelDatabase();
        const client = new ModelClient(database, limit);
        for (const next of steps) {
          const before = new Map(client.lists);
          perform(next, database, client);
          for (const list of client.lists.values()) {
            expectSorted(list);
            expectForward(before.get(list.day), list, next.do === 'answer');
          }
        }
        // Quiet: no more writes; what is late arrives around the last repairs, in any order.
        for (const choice of late) {
          perform({ do: choice % 2 === 0 ? 'arrive' : 'answer', pick: choice }, database, client);
        }
        while (client.seq < database.head) {
          client.heartbeat();
          while (client.wire.length > 0) perform({ do: 'deliver', pick: 0 }, database, client);
        }
        while (client.snapshots.length > 0) perform({ do: 'arrive', pick: 0 }, database, client);
        while (client.answers.length > 0) perform({ do: 'answer', pick: 0 }, database, client);
        for (const list of client.lists.values()) expect(list).toEqual(database.snapshot(list.day));
      },
    ),
    { numRuns: 400 },
  );
}, 60_000);

function expectSorted({ reservations }: DaySnapshot): void {
  const keys = reservations.map((row) => `${row.reservedAt}${row.code}`);
  expect(keys).toEqual([...keys].sort());
  expect(new Set(reservations.map(({ id }) => id)).size).toBe(reservations.length);
}

/** Nothing that was shown is taken back: neither the list's position, nor a row's version, nor a row newer than the list. */
function expectForward(before: DaySnapshot | undefined, after: DaySnapshot, isAnswer: boolean): void {
  if (!before) return;
  expect(after.cursor.seq).toBeGreaterThanOrEqual(before.cursor.seq);
  for (const { id, version } of before.reservations) {
    const row = after.reservations.find((candidate) => candidate.id === id);
    if (row) expect(row.version).toBeGreaterThanOrEqual(version);
    else if (!isAnswer) expect(after.cursor.seq).toBeGreaterThan(version);
  }
}
