import { expect, it } from 'vitest';
import { Backlog } from './backlog';
import { BUSINESS, MemoryLog, range } from './stream.fixture';
import { Tail } from './tail';

it('reads long events in pieces that a stream’s bound can hold, none missing', async () => {
  const log = new MemoryLog();
  log.append(300, 10_000);
  log.append(3, 200_000);
  const bounds = { entries: 10, bytes: 20_000 };
  const backlog = new Backlog(BUSINESS, { log, project: ({ json }) => json, tail: bounds }, new Tail(bounds), log);
  const seqs: number[] = [];
  while (seqs.length < 303) {
    const frames = await backlog.read(seqs.at(-1) ?? 0, 303);
    const bytes = frames.reduce((sum, { entry }) => sum + entry.json.length, 0);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.length === 1 || bytes <= 64 * 1024).toBe(true);
    seqs.push(...frames.map(({ seq }) => seq));
  }
  expect(seqs).toEqual(range(1, 303));
});
