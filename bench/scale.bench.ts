import { ensurePostgres } from '../scripts/lib/postgres.mjs';
import { openDatabase } from '../src/platform/db/client';
import { migrate } from '../src/platform/db/migrate';
import { createPostgresDatabase } from '../tests/support/postgres-database';
import { writeResults } from './lib';
import { measureLog } from './scale/log';
import { measureNotify } from './scale/notify';
import { measurePresence } from './scale/presence';
import { simulateStorm } from './scale/storm';

/** The slopes behind docs/scaling.md. SCALE_EVENTS names the sizes of the log: the larger one takes minutes and gigabytes. */
const SIZES = (process.env.SCALE_EVENTS ?? '1000000,10000000').split(',').map(Number);
/** Connects that one process takes per second in the simulation: half of the goal that `npm run bench streams` measures. */
const CAPACITY = 5_000;

const postgres = await ensurePostgres();
const made = await createPostgresDatabase(postgres.url);
const database = openDatabase({ DATABASE_URL: made.url, DATA_DIR: '', DATABASE_POOL_SIZE: 4 });
try {
  await migrate(database, made.url);
  const presence = [];
  for (const [businesses, instances] of [
    [100, 2],
    [1_000, 2],
    [1_000, 8],
    [10_000, 2],
    [10_000, 8],
  ] as const) {
    presence.push(await measurePresence(database.db, businesses, instances));
  }
  const notify = [];
  for (const publishers of [1, 4, 16]) notify.push(await measureNotify(made.url, publishers));
  const storms = [
    // One of 50 processes is killed: its 20,000 come back to the other 49 by their quick schedule.
    simulateStorm({ what: 'one of 50 killed', streams: 20_000, instances: 49, capacity: CAPACITY }),
    simulateStorm({
      what: 'one of 50 drained',
      streams: 20_000,
      instances: 49,
      capacity: CAPACITY,
      firstWait: () => Math.random() * 10_000,
    }),
    simulateStorm({ what: 'one of two killed', streams: 10_000, instances: 1, capacity: CAPACITY }),
    simulateStorm({ what: 'all proxies lost', streams: 1_000_000, instances: 50, capacity: CAPACITY }),
  ];
  const log = [];
  for (const layout of ['one table', 'by business', 'by day'] as const) {
    log.push(...(await measureLog(made.url, layout, SIZES)));
  }
  const largest = presence.at(-1);
  const lost = storms.at(-1);
  writeResults(
    'scale',
    [
      {
        what: `Limits over ${largest?.instances} instances, ${largest?.businesses} businesses each: one beat a second, idle / 1 % changed`,
        value: `${largest?.idle} / ${largest?.busy} ms`,
      },
      {
        what: `1,000,000 streams come back to 50 processes at ${CAPACITY} connects/s each (simulated): half / all`,
        value: `${lost?.half} / ${lost?.all} s`,
      },
    ],
    { presence, notify, log, storms },
  );
} finally {
  await database.close();
  await made.drop();
  await postgres.stop();
}
