import { describe, expect, it } from 'vitest';
import type { Plan } from '@/modules/tables/wire';
import { type Action, conflictsOf, planHistory, planOf, UNCHANGED } from './plan-history';

const at = (x: number): Plan => ({ shape: 'RECT', x, y: 0, width: 8, height: 8, turn: 0 });
const TABLE = { id: 'a', plan: at(0) };
const put = (x: number, gesture?: string): Action => ({
  ...{ type: 'put', placings: [{ id: 'a', was: TABLE.plan, plan: at(x) }] },
  ...(gesture ? { gesture } : {}),
});
const made = (...actions: Action[]) => actions.reduce(planHistory, UNCHANGED);
const shownAfter = (...actions: Action[]) => planOf(TABLE, made(...actions).now)?.x;

describe('the changes of a floor plan', () => {
  it('are undone and done again one by one', () => {
    expect(shownAfter(put(5), put(10))).toBe(10);
    expect(shownAfter(put(5), put(10), { type: 'undo' })).toBe(5);
    expect(shownAfter(put(5), put(10), { type: 'undo' }, { type: 'undo' })).toBe(0);
    expect(shownAfter(put(5), put(10), { type: 'undo' }, { type: 'undo' }, { type: 'redo' })).toBe(5);
    expect(shownAfter({ type: 'undo' }, { type: 'redo' }, put(5))).toBe(5);
  });

  it('forget what was undone once another one is made', () => {
    expect(made(put(5), { type: 'undo' }, put(15)).future).toEqual([]);
  });

  it('count a drag as one step', () => {
    const drag = [put(5, 'drag 1'), put(10, 'drag 1'), put(15, 'drag 1')];
    expect(made(...drag).past).toHaveLength(1);
    expect(shownAfter(...drag, { type: 'undo' })).toBe(0);
    expect(made(...drag, put(20, 'drag 2')).past).toHaveLength(2);
  });

  it('are none where a table is back in its place', () => {
    expect(made(put(5), put(0)).now).toEqual({});
    expect(made(put(0))).toBe(UNCHANGED);
  });

  it('are the start of the next ones once they are saved', () => {
    expect(made(put(5), { type: 'saved', written: [{ id: 'a', plan: at(5) }] })).toEqual(UNCHANGED);
  });

  it('go on from what was written while a table was moved on', () => {
    const { now } = made(put(5), put(10), { type: 'saved', written: [{ id: 'a', plan: at(5) }] });
    expect(now).toEqual({ a: { was: at(5), plan: at(10) } });
  });

  it('tell what somebody else has moved meanwhile, and end with either place', () => {
    const history = made(put(5));
    const moved = { ...TABLE, plan: at(50) };
    expect(conflictsOf([TABLE], history.now)).toEqual([]);
    expect(conflictsOf([{ ...TABLE, plan: at(5) }], history.now)).toEqual([]);
    expect(conflictsOf([moved], history.now)).toEqual([moved]);
    const mine = planHistory(history, { type: 'keep-mine', id: 'a', was: moved.plan });
    expect([conflictsOf([moved], mine.now), planOf(moved, mine.now)]).toEqual([[], at(5)]);
    const theirs = planHistory(history, { type: 'take-theirs', id: 'a' });
    expect(planOf(moved, theirs.now)).toEqual(at(50));
    expect(planOf(moved, planHistory(theirs, { type: 'undo' }).now)).toEqual(at(50));
  });
});
