import { availability } from '@/modules/services/availability';
import { percentile } from '../../lib';
import type { Measurement } from '../place';
import { bigNight, DAY } from './facts';

const WARM = 100;
const ASKED = 1_000;
const round = (value: number) => Math.round(value * 100) / 100;

/** The availability of a big night, in process, without the database. */
export const offer: Measurement = {
  name: 'offer',
  async run(rounds) {
    const facts = bigNight();
    const now = new Date(`${DAY}T08:00:00Z`);
    const ask = (i: number) =>
      availability(facts, { day: DAY, party: 1 + (i % 8), channel: i % 2 ? 'ONLINE' : 'IN_HOUSE', now });
    for (let i = 0; i < WARM; i++) ask(i);
    const found = Array.from({ length: rounds }, () => {
      const times = Array.from({ length: ASKED }, (_, i) => {
        const started = performance.now();
        ask(i);
        return performance.now() - started;
      });
      return [0.5, 0.99].map((share) => round(percentile(times, share)));
    });
    const what = 'Availability of a night with 120 tables, 20 combinations and 600 parties';
    return [
      { what: `${what}, p50`, unit: 'ms', goal: 5, values: found.map(([p50]) => p50 ?? 0) },
      { what: `${what}, p99`, unit: 'ms', goal: 15, values: found.map(([, p99]) => p99 ?? 0) },
    ];
  },
};
