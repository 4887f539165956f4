import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FIGURE_RULES, figureOf, type Line, type Night } from '../rules';
import { curveOf, momentAt, peakOf, spanOf } from './replay';

const START = Date.UTC(2026, 10, 21, 9);
const HOUR = 3_600_000;
const END = START + 24 * HOUR;

const LINE: Line = {
  ...{ state: 'COUNTED', seq: 1, nonce: null, at: START, receivedAt: START, flow: 'IN', kind: 'FIRST', of: 'FIRST' },
  ...{ delta: 1, method: 'QR', walkIn: false, gateId: null, by: null, deliveredBy: null, deviceId: null, party: null },
  ...{ basis: null, category: null, reason: null, forced: false, undone: false },
};
const line = fc.record({
  // Some are corrected on the day after.
  at: fc.integer({ min: 0, max: 26 }).map((hour) => START + hour * HOUR),
  state: fc.constantFrom('COUNTED' as const, 'COUNTED' as const, 'HELD' as const, 'REFUSED' as const),
  kind: fc.constantFrom('FIRST', 'WALK_IN', 'REENTRY', 'EXIT', 'UNDO'),
  delta: fc.constantFrom(-2, -1, 1, 2, 5),
  gateId: fc.constantFrom('norte', 'sur', null),
});
const nightOf = (drawn: readonly Partial<Line>[]): Night => ({
  ...{ day: '2026-11-21', start: START, end: END, readAt: END, refusalsKept: true, gates: [], incidents: [] },
  lines: drawn
    .map((each) => ({ ...LINE, ...each, of: each.kind === 'UNDO' ? 'FIRST' : (each.kind ?? null) }))
    .map((each) => ({ ...each, flow: each.of === 'EXIT' ? 'OUT' : 'IN' }))
    .sort((a, b) => a.at - b.at),
});
const night = fc.array(line, { maxLength: 60 }).map(nightOf);
const instant = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minute) => START + minute * 60_000);

/** The same night as if nothing had happened after `at`. */
const until = (whole: Night, at: number): Night => ({ ...whole, lines: whole.lines.filter((each) => each.at <= at) });

it('shows at each instant what had happened by then, and at the end the whole night', () => {
  fc.assert(
    fc.property(night, instant, (whole, at) => {
      for (const [moment, wanted] of [
        [momentAt(whole, at), until(whole, at)],
        [momentAt(whole, END), whole],
      ] as const) {
        expect(moment).toMatchObject({
          ...{ inside: figureOf(wanted, 'inside'), admitted: figureOf(wanted, 'admitted') },
          ...{ entered: figureOf(wanted, 'entered'), left: figureOf(wanted, 'exits') },
        });
        for (const [gate, { entered, left }] of moment.byGate) {
          const filter = { gate: gate ?? 'none' };
          expect([entered, left]).toEqual([figureOf(wanted, 'entered', filter), figureOf(wanted, 'exits', filter)]);
        }
        expect(moment.last).toEqual(wanted.lines.slice(-5).reverse());
      }
    }),
  );
});

it('finds when most people were inside, and draws the same night', () => {
  fc.assert(
    fc.property(night, (whole) => {
      const each = whole.lines.map(({ at }) => figureOf(until(whole, at), 'inside'));
      const most = Math.max(0, ...each);
      const first = whole.lines[each.indexOf(most)]?.at;
      expect(peakOf(whole)).toEqual(most === 0 ? null : { at: first, inside: most });
      const curve = curveOf(whole, START, END - HOUR, 24);
      expect(curve).toEqual(curve.map((_, i) => momentAt(whole, START + i * HOUR).inside));
    }),
  );
});

it('spans what happened in the business day, in whole minutes', () => {
  expect(spanOf(nightOf([]))).toBeNull();
  const at = START + 90 * 60_000 + 30_000;
  expect(spanOf(nightOf([{ at }, { at: END + HOUR }]))).toEqual({ from: at - 30_000, to: at + 30_000 });
});

it('counts an undo on the side of what it takes back', () => {
  const whole = nightOf([
    { kind: 'EXIT', delta: 3 },
    { kind: 'UNDO', delta: -1 },
  ]);
  expect(whole.lines.map((each) => FIGURE_RULES.admitted.holds(each))).toEqual([false, true]);
});

it('replays a night of 5,000 lines from one pass over them', () => {
  const lines = Array.from({ length: 5_000 }, (_, i) => ({ at: START + i * 10_000, delta: 1 }));
  const whole = nightOf(lines);
  expect(momentAt(whole, START + 2_499 * 10_000).inside).toBe(2_500);
  expect(momentAt(whole, END).inside).toBe(5_000);
});
