import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type View, viewOf } from '@/modules/access/audience';
import { can, type Role } from '@/modules/access/context';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { readHistory } from '@/modules/attendance/read-history';
import { scanQr } from '@/modules/attendance/scan-qr';
import { attendanceEntry } from '@/modules/attendance/tables';
import { undoAttendance } from '@/modules/attendance/undo-attendance';
import { eventLog } from '@/modules/events/event-log';
import { projectorOf } from '@/modules/events/rules';
import { dayStats } from '@/modules/reservations/stats';

import type { DomainEvent } from '@/modules/reservations/wire';
import { ReservationStatus } from '@/modules/reservations/wire';
import { addDays, businessDayOf, nightState } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { applyEvent } from '@/realtime/client/list-rules';
import { EVENT_RULES } from '@/server/registry';
import { closeDueDays } from '../../../tests/support/close-days';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { scanInput, tokenOf } from '../../../tests/support/scans';
import { changeStatus } from './change-status';
import { DAY_RULES, type DaySnapshot } from './client/day-list';
import { createReservation } from './create-reservation';
import { deleteReservation } from './delete-reservation';
import { listReservations } from './reads';
import { restoreReservation } from './restore-reservation';
import type { ReservationRow } from './rows';
import { reservation } from './tables';
import { updateReservation } from './update-reservation';

const MINUTE = 60_000;

const pick = fc.nat(5);
const role = fc.constantFrom<Role>('OWNER', 'HOST', 'DOOR');
const reason = fc.option(fc.constant('Se contó de nuevo'), { nil: undefined });
/** Minutes by which a count is older than its arrival. */
const late = fc.constantFrom(0, 0, 10, 300, 800);
const by = { pick, role, reason };
const opOf = <K extends string, T extends object>(kind: K, fields: { [F in keyof T]: fc.Arbitrary<T[F]> }) =>
  fc.record(fields).map((values) => ({ ...(values as T), kind }));

const op = fc.oneof(
  { weight: 2, arbitrary: opOf('create', { ...by, days: fc.nat(2), guests: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 1, arbitrary: opOf('resize', { ...by, guests: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 3, arbitrary: opOf('move', { ...by, days: fc.nat(2) }) },
  { weight: 2, arbitrary: opOf('status', { ...by, to: fc.constantFrom(...ReservationStatus.options) }) },
  { weight: 1, arbitrary: opOf('undo-check-in', by) },
  { weight: 4, arbitrary: opOf('count', { ...by, late, delta: fc.constantFrom(1, 2, -1) }) },
  { weight: 3, arbitrary: opOf('scan', { ...by, late, increment: fc.constantFrom(1, 2), force: fc.boolean() }) },
  { weight: 3, arbitrary: opOf('undo', by) },
  { weight: 2, arbitrary: opOf('delete', by) },
  { weight: 1, arbitrary: opOf('restore', by) },
  { weight: 2, arbitrary: opOf('close', by) },
  { weight: 3, arbitrary: opOf('wait', { ...by, minutes: fc.constantFrom(1, 60, 450, 1_440) }) },
);
type Op = typeof op extends fc.Arbitrary<infer T> ? T : never;

type Entry = typeof attendanceEntry.$inferSelect;
interface State {
  readonly rows: readonly ReservationRow[];
  readonly entries: readonly Entry[];
}

/** One venue's evening, and what must hold of it after each step. */
class Evening {
  now = NOW;
  #nonces = 0;

  constructor(readonly venue: TestVenue) {}

  get #id(): string {
    return this.venue.venue.id;
  }

  async state(): Promise<State> {
    const rows = await db()
      .select()
      .from(reservation)
      .where(eq(reservation.businessId, this.#id))
      .orderBy(asc(reservation.id));
    const entries = await db()
      .select()
      .from(attendanceEntry)
      .where(eq(attendanceEntry.businessId, this.#id))
      .orderBy(asc(attendanceEntry.seq));
    return { rows, entries };
  }

  /** Whether the step was done; a refusal is a right answer too, anything else that fails is not. */
  async step(asked: Op, before: State): Promise<boolean> {
    try {
      await this.#run(asked, before);
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.code !== 'INTERNAL') return false;
      throw error;
    }
  }

  async #run(asked: Op, { rows, entries }: State): Promise<unknown> {
    const ctx = this.venue.as(asked.role, { now: this.now });
    const why = asked.reason === undefined ? {} : { reason: asked.reason };
    if (asked.kind === 'wait') {
      this.now = new Date(this.now.getTime() + asked.minutes * MINUTE);
      return;
    }
    if (asked.kind === 'close') return closeDueDays(this.now);
    if (asked.kind === 'create') {
      return createReservation(ctx, bookingInput({ guestCount: asked.guests, reservedAt: this.#at(asked.days) }));
    }
    const row = rows[asked.pick % Math.max(1, rows.length)];
    if (!row) return;
    const { id } = row;
    const nonce = `nonce-${this.#id}-${this.#nonces++}`;
    const occurredAt = (minutes: number) => new Date(this.now.getTime() - minutes * MINUTE).toISOString();
    switch (asked.kind) {
      case 'resize':
        return updateReservation(ctx, { id, guestCount: asked.guests, ...why });
      case 'move':
        return updateReservation(ctx, { id, reservedAt: this.#at(asked.days), ...why });
      case 'status':
        return changeStatus(ctx, { id, status: asked.to, ...why });
      case 'undo-check-in':
        return changeStatus(ctx, { id, undo: true, ...why });
      case 'count':
        return countAttendance(ctx, { id, delta: asked.delta, nonce, occurredAt: occurredAt(asked.late), ...why });
      case 'scan': {
        const { increment, force } = asked;
        return scanQr(
          ctx,
          scanInput(await tokenOf(row), nonce, { increment, force, occurredAt: occurredAt(asked.late) }),
        );
      }
      case 'undo': {
        const own = entries.filter(({ reservationId }) => reservationId === id);
        const entry = own[asked.pick % Math.max(1, own.length)];
        return entry && undoAttendance(ctx, { id, nonce: entry.nonce, ...why });
      }
      case 'delete':
        return deleteReservation(ctx, { id, ...why });
      case 'restore':
        return restoreReservation(ctx, { id, ...why });
    }
  }

  /** 21:00 of the night that many days from now. */
  #at(days: number): string {
    return instantOnBusinessDay(addDays(businessDayOf(this.now, this.venue.venue), days), '21:00', this.venue.venue);
  }

  /** What one step may never do. */
  checkStep(asked: Op, before: State, after: State): void {
    const added = after.entries.slice(before.entries.length);
    expect(after.entries.slice(0, before.entries.length)).toEqual(before.entries);
    const isCorrection = asked.reason !== undefined && can(asked.role, 'reservations.correct-closed');
    for (const row of after.rows) {
      const deltas = after.entries.filter(({ reservationId }) => reservationId === row.id).map(({ delta }) => delta);
      expect(row.scanCount).toBe(deltas.reduce((a, b) => a + b, 0));
      expect(row.scanCount).toBeGreaterThanOrEqual(0);
      const was = before.rows.find(({ id }) => id === row.id);
      if (!was) continue;
      if (was.scanCount > 0) expect([row.businessDay, row.deletedAt]).toEqual([was.businessDay, null]);
      if (nightState(was.businessDay, this.now, this.venue.venue) !== 'over') continue;
      const [entry] = added.filter(({ reservationId }) => reservationId === row.id);
      const wasInTime =
        entry !== undefined && nightState(was.businessDay, entry.occurredAt, this.venue.venue) === 'running';
      if (entry && !wasInTime && row.businessDay === was.businessDay) {
        expect([asked, isCorrection, entry.reason !== null]).toEqual([asked, true, true]);
      }
      const isSame = (['status', 'guestCount', 'businessDay', 'deletedAt'] as const).every(
        (field) => String(row[field]) === String(was[field]),
      );
      if (!isSame && !wasInTime && asked.kind !== 'close' && asked.kind !== 'scan') {
        expect([asked, isCorrection]).toEqual([asked, true]);
      }
    }
  }

  /** Ledger, list, statistics, history and stream tell the same of every night. */
  async checkWhole({ rows, entries }: State): Promise<void> {
    const { venue } = this.venue;
    const owner = this.venue.as('OWNER', { now: this.now });
    const events = (await eventLog.read(this.#id, 0, 10_000)).map(({ json }) => JSON.parse(json) as DomainEvent);
    const today = businessDayOf(this.now, venue);
    for (const day of new Set([...rows.map(({ businessDay }) => businessDay), today])) {
      const { reservations, stats } = await listReservations(owner, { day, include: 'stats' });
      const live = rows.filter((row) => row.businessDay === day && row.deletedAt === null);
      expect(reservations.map(({ id }) => id).sort()).toEqual(live.map(({ id }) => id));
      expect(stats).toEqual(dayStats(reservations));
      const ofDay = new Set(rows.filter((row) => row.businessDay === day).map(({ id }) => id));
      const arrived = entries
        .filter(({ reservationId }) => reservationId && ofDay.has(reservationId))
        .map(({ delta }) => delta);
      expect(stats?.guestsArrived).toBe(arrived.reduce((a, b) => a + b, 0));
      expect(folded(events, day, viewOf('OWNER', venue, this.now))).toEqual(reservations);
    }
    const door = await listReservations(this.venue.as('DOOR', { now: this.now }), {});
    expect(folded(events, today, viewOf('DOOR', venue, this.now))).toEqual(door.reservations);
    for (const { id, scanCount } of rows) {
      const history = await readHistory(owner, { id });
      const deltas = history.entries.map((entry) => (entry.kind === 'attendance' ? entry.delta : 0));
      expect(deltas.reduce((a, b) => a + b, 0)).toBe(scanCount);
    }
  }
}

const project = projectorOf(EVENT_RULES);

/** The list of a day as a client has it that was sent every event from the start. */
function folded(events: readonly DomainEvent[], day: string, view: View): DaySnapshot['reservations'] {
  const start: DaySnapshot = { day, reservations: [], cursor: { epoch: 'e1', seq: 0 } };
  return events.reduce((list, event) => {
    const { businessId, timestamp, seq } = event;
    const shown = project(event, view) ?? { type: 'skip', businessId, timestamp, seq };
    return applyEvent(DAY_RULES, list, shown);
  }, start).reservations;
}

describeDatabases('ledger, list, statistics, history and stream', () => {
  it('agree after any edits, moves, undos and deletions across a cut-off', { timeout: 300_000 }, async () => {
    const done = new Set<Op['kind']>();
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 10, maxLength: 30, size: 'max' }), async (ops) => {
        const evening = new Evening(await makeVenue());
        const booked = { pick: 0, role: 'OWNER', reason: undefined, days: 0, guests: 4 } as const;
        let before = await evening.state();
        for (const asked of [{ kind: 'create', ...booked } as const, ...ops]) {
          if (await evening.step(asked, before)) done.add(asked.kind);
          const after = await evening.state();
          evening.checkStep(asked, before, after);
          before = after;
        }
        await evening.checkWhole(before);
      }),
      { numRuns: 25, endOnFailure: true, interruptAfterTimeLimit: 240_000 },
    );
    expect([...done]).toEqual(expect.arrayContaining(['create', 'move', 'count', 'undo', 'close', 'wait']));
  });
});
