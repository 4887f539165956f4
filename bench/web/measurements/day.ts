import { measureBigDay } from '../big-day';
import type { Measurement } from '../measurement';

const WHAT = '5,000 reservations';

/** What a day of 5,000 reservations asks of the list on a desktop, not slowed. */
export const day: Measurement = {
  name: 'day',
  async run(_place, rounds) {
    const days: Awaited<ReturnType<typeof measureBigDay>>[] = [];
    for (let round = 0; round < rounds; round++) days.push(await measureBigDay());
    const of = (read: (figures: (typeof days)[number]) => number) => days.map((figures) => Math.round(read(figures)));
    return [
      { what: `${WHAT} in the page`, unit: 'elements', goal: 3000, values: of(({ elements }) => elements) },
      { what: `${WHAT}: longest task while they come`, unit: 'ms', goal: 150, values: of((d) => d.longestTask.load) },
      { what: `${WHAT}: longest task in a scroll`, unit: 'ms', goal: 150, values: of((d) => d.longestTask.scroll) },
      { what: `${WHAT}: longest task in a search`, unit: 'ms', goal: 150, values: of((d) => d.longestTask.search) },
      { what: `${WHAT}: the answer on the wire`, unit: 'KB', goal: 200, values: of((d) => d.wireBytes / 1000) },
      { what: `${WHAT}: main thread for one event`, unit: 'ms', values: of(({ eventCost }) => eventCost) },
      { what: `${WHAT}: memory of scripts`, unit: 'MB', values: of(({ heap }) => heap) },
    ];
  },
};
