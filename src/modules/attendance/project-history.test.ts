import { expect, it } from 'vitest';
import type { HistoryEntry } from '@/modules/reservations/answers';
import { projectHistory } from './project-history';

const base = { id: 'h1', at: '2026-11-22T02:00:00.000Z', by: 'Rosa' };
const ENTRIES: HistoryEntry[] = [
  {
    ...{ kind: 'change', ...base, action: 'reservation.updated' },
    before: { customerName: 'Lucía Mendoza', guestCount: 2, notes: 'Mendoza' },
    after: { customerPhone: '+593 Mendoza', guestCount: 3, reason: 'Mendoza', birthday: 'Mendoza' },
  },
  {
    ...{ kind: 'attendance', ...base, delta: 1, method: 'MANUAL', nonce: 'nonce-0001', undone: false },
    ...{ reason: 'Mendoza', forced: false, scanCountAfter: 1 },
  },
  { kind: 'refused', ...base, reason: 'CAPACITY' },
];

it('tells of a change only what a reader without personal data may see', () => {
  expect(projectHistory(ENTRIES, 'HOST')).toEqual(ENTRIES);
  const shown = projectHistory(ENTRIES, 'DOOR');
  expect(JSON.stringify(shown)).not.toContain('Mendoza');
  expect(shown[0]).toMatchObject({
    before: { customerName: 'Lucía M.', guestCount: 2, notes: null },
    after: { customerPhone: null, guestCount: 3 },
  });
  expect(shown.slice(1)).toMatchObject([{ delta: 1, reason: null }, { reason: 'CAPACITY' }]);
});
