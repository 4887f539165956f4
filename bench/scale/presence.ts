import type { Database } from '../../src/platform/db/client';
import { Fleet } from '../../src/platform/fleet/fleet';
import { Others } from '../../src/platform/fleet/others';
import { summarize } from '../lib';

const BEATS = 20;

export interface PresenceCost {
  readonly businesses: number;
  readonly instances: number;
  /** Milliseconds of one beat, p50: nothing changed; 1 % of the businesses changed everywhere; all of it read for the first time. */
  readonly idle: number;
  readonly busy: number;
  readonly first: number;
}

/** What one beat costs with so many businesses on each of so many instances, the database's time included. */
export async function measurePresence(db: Database, businesses: number, instances: number): Promise<PresenceCost> {
  const fleets = Array.from({ length: instances }, () => makeInstance(db, businesses));
  // Counts travel in bounded statements.
  for (let i = 0; i < Math.ceil((businesses * 2) / 5_000) + 1; i++) for (const { fleet } of fleets) await fleet.beat();
  const [measured] = fleets;
  if (!measured) throw new Error('no instance');
  const time = async (before: () => Promise<void>) => {
    const times: number[] = [];
    for (let i = 0; i < BEATS; i++) {
      await before();
      const start = performance.now();
      await measured.fleet.beat();
      times.push(performance.now() - start);
    }
    return summarize(times).p50;
  };
  const idle = await time(async () => {});
  let turn = 0;
  const busy = await time(async () => {
    turn += 1;
    for (const { counts, fleet } of fleets) {
      for (let i = 0; i < businesses / 100; i++) counts.businesses.set(`b${(turn * 37 + i) % businesses}`, 10 + turn);
      if (fleet !== measured.fleet) await fleet.beat();
    }
  });
  const newcomer = makeInstance(db, 0);
  const start = performance.now();
  await newcomer.fleet.beat();
  const first = Math.round((performance.now() - start) * 10) / 10;
  for (const { fleet } of [...fleets, newcomer]) await fleet.leave();
  return { businesses, instances, idle, busy, first };
}

function makeInstance(db: Database, businesses: number) {
  const ids = Array.from({ length: businesses }, (_, i) => i);
  const counts = {
    businesses: new Map(ids.map((i): [string, number] => [`b${i}`, 10])),
    users: new Map(ids.map((i): [string, number] => [`u${i}`, 10])),
  };
  const fleet = new Fleet({
    db,
    others: new Others(),
    counts: () => counts,
    streams: { list: () => [], close: () => false },
    onError: (error) => {
      throw error;
    },
  });
  return { fleet, counts };
}
