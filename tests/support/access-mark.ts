import { vi } from 'vitest';
import { readAccessChanges } from '@/modules/access/access-changes';

/**
 * A mark for `readAccessChanges` with no change of access after it. A transaction that was open anywhere in the cluster, also in the
 * database of another test, keeps the mark before itself, and so before changes that have ended.
 */
export async function accessMark(): Promise<string> {
  let { until } = await readAccessChanges('0');
  await vi.waitUntil(
    async () => {
      const next = await readAccessChanges(until);
      until = next.until;
      return !next.changed;
    },
    { timeout: 50_000 },
  );
  return until;
}
