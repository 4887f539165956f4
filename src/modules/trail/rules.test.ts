import { describe, expect, it } from 'vitest';
import { csvLines } from './csv';
import { changesOf, daysBetween } from './rules';

describe('what an entry changed', () => {
  it('is each field that differs, and none of what the entry says itself', () => {
    const before = { id: 'r', version: 3, guestCount: 4, notes: null, tags: ['VIP'], status: 'PENDING' };
    const after = { id: 'r', version: 4, guestCount: 5, notes: '', tags: ['VIP'], status: 'PENDING', reason: 'error' };
    expect(changesOf(before, after)).toEqual([
      { field: 'guestCount', before: 4, after: 5 },
      { field: 'reason', before: undefined, after: 'error' },
    ]);
  });

  it('is all that a new row has, and all that a removed one had', () => {
    expect(changesOf(null, { name: 'Ana', notes: null, count: 0 })).toEqual([
      { field: 'name', before: undefined, after: 'Ana' },
      { field: 'count', before: undefined, after: 0 },
    ]);
    expect(changesOf({ role: 'HOST' }, null)).toEqual([{ field: 'role', before: 'HOST', after: undefined }]);
    expect(changesOf(null, null)).toEqual([]);
  });
});

it('counts days by the calendar, over a change of clocks too', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2025-11-21', '2026-11-21')).toBe(365);
});

describe('a line of the export', () => {
  const entry = {
    ...{ id: '1', at: '2026-11-22T02:00:00.000000Z', action: 'x', kind: 'k', rowId: 'r', rowName: null },
    actor: { kind: 'person' as const, id: 'u', name: 'Ana' },
    requestId: 'q',
  };
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('never begins with %j', (notes) => {
    const text = csvLines([{ ...entry, before: null, after: { notes } }]);
    expect(text).toMatch(/notes,,"?'/);
  });
  it('is one for an entry that changed nothing, and one for each field of another', () => {
    const changed = { ...entry, before: { a: 1, b: 2 }, after: { a: 2, b: 3 } };
    expect(csvLines([{ ...entry, before: null, after: null }, changed]).split('\r\n')).toEqual([
      '2026-11-22T02:00:00.000000Z,person,u,Ana,x,k,r,,,,,q',
      '2026-11-22T02:00:00.000000Z,person,u,Ana,x,k,r,,a,1,2,q',
      '2026-11-22T02:00:00.000000Z,person,u,Ana,x,k,r,,b,2,3,q',
      '',
    ]);
  });
});
