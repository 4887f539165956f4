import { expect, test } from 'vitest';
import journal from './migrations/meta/_journal.json' with { type: 'json' };

test('each migration is later than the one before: what is not later than the last one applied is left out', () => {
  const { entries } = journal;
  for (const [index, { idx, tag, when }] of entries.entries()) {
    expect(idx, tag).toBe(index);
    expect(when, tag).toBeGreaterThan(entries[index - 1]?.when ?? 0);
  }
});
