import { describe, expect, it } from 'vitest';
import type { EventLog } from '../protocol/log';

/** A log that a test can write. */
export interface WritableLog {
  readonly log: EventLog;
  /** A new business without events, and its epoch. */
  create(): Promise<{ businessId: string; epoch: string }>;
  /** One event of the business, committed; its sequence. */
  append(businessId: string): Promise<number>;
  /** Removes events up to `floor`. */
  prune(businessId: string, floor: number): Promise<void>;
  /** Gives the business another epoch. */
  replace(businessId: string, epoch: string): Promise<void>;
}

/** What the hub relies on; every implementation of the log passes these tests. */
export function describeEventLog(name: string, make: () => WritableLog | Promise<WritableLog>): void {
  describe(`the event log (${name})`, () => {
    async function withEvents(count: number) {
      const writable = await make();
      const { businessId, epoch } = await writable.create();
      for (let i = 0; i < count; i++) await writable.append(businessId);
      return { ...writable, businessId, epoch };
    }
    const seqs = async (log: EventLog, businessId: string, after: number, limit = 1_000) =>
      (await log.read(businessId, after, limit)).map(({ seq }) => seq);

    it('knows no business that there is not, and a new one at zero', async () => {
      const { log, businessId, epoch } = await withEvents(0);
      expect(await log.state('nobody')).toBeNull();
      expect(await log.read('nobody', 0, 10)).toEqual([]);
      expect(await log.state(businessId)).toEqual({ head: { epoch, seq: 0 }, floor: 0 });
      expect(await log.read(businessId, 0, 10)).toEqual([]);
    });

    it('gives what follows a sequence, ascending, no more than asked for, as the text that is sent', async () => {
      const { log, businessId, epoch } = await withEvents(7);
      expect(await log.state(businessId)).toEqual({ head: { epoch, seq: 7 }, floor: 0 });
      expect(await seqs(log, businessId, 0)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(await seqs(log, businessId, 2, 3)).toEqual([3, 4, 5]);
      expect(await seqs(log, businessId, 7)).toEqual([]);
      expect(await seqs(log, businessId, 99)).toEqual([]);
      for (const entry of await log.read(businessId, 0, 10)) {
        expect(entry).toMatchObject({ businessId, epoch });
        expect(JSON.parse(entry.json)).toMatchObject({ businessId, seq: entry.seq });
      }
    });

    it('keeps businesses apart, and gives the heads of those that were asked for', async () => {
      const { log, create, append, businessId, epoch } = await withEvents(3);
      const other = await create();
      await append(other.businessId);
      expect(await seqs(log, businessId, 0)).toEqual([1, 2, 3]);
      expect(await seqs(log, other.businessId, 0)).toEqual([1]);
      expect(await log.heads([])).toEqual(new Map());
      expect(await log.heads([businessId, 'nobody'])).toEqual(new Map([[businessId, { epoch, seq: 3 }]]));
      expect((await log.heads([businessId, other.businessId])).size).toBe(2);
    });

    it('raises the floor with what is pruned, and neither head nor epoch', async () => {
      const { log, prune, append, businessId, epoch } = await withEvents(5);
      await prune(businessId, 3);
      expect(await log.state(businessId)).toEqual({ head: { epoch, seq: 5 }, floor: 3 });
      expect(await seqs(log, businessId, 0)).toEqual([4, 5]);
      await prune(businessId, 5);
      expect(await log.state(businessId)).toEqual({ head: { epoch, seq: 5 }, floor: 5 });
      expect(await append(businessId)).toBe(6);
      expect(await seqs(log, businessId, 0)).toEqual([6]);
    });

    it('says that its history was replaced', async () => {
      const { log, replace, append, businessId } = await withEvents(2);
      await replace(businessId, 'another');
      await append(businessId);
      expect((await log.state(businessId))?.head.epoch).toBe('another');
      expect((await log.heads([businessId])).get(businessId)?.epoch).toBe('another');
      expect((await log.read(businessId, 0, 10)).at(-1)?.epoch).toBe('another');
    });

    it('shows a reader no hole while many write at once', async () => {
      const { log, append, businessId } = await withEvents(0);
      const seen: number[] = [];
      let writing = true;
      const reader = (async () => {
        for (let last = false; !last; ) {
          last = !writing;
          for (const { seq } of await log.read(businessId, seen.at(-1) ?? 0, 7)) seen.push(seq);
          if (last && (await log.state(businessId))?.head.seq !== seen.at(-1)) last = false;
        }
      })();
      const numbers = await Promise.all(Array.from({ length: 60 }, () => append(businessId)));
      writing = false;
      await reader;
      const all = Array.from({ length: 60 }, (_, i) => i + 1);
      expect(numbers.toSorted((a, b) => a - b)).toEqual(all);
      expect(seen).toEqual(all);
    });
  });
}
