import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { installActors } from '../support/door-night/clock';
import { DoorNight } from '../support/door-night/night';
import { startServer } from '../support/server';

/** Minutes of an evening by hand, in nights of at most five; in CI it is one short night, the same every time. */
const LONG = Number(process.env.LONG_MINUTES ?? 0);
const NIGHT_MS = LONG === 0 ? 35_000 : Math.min(5, LONG) * 60_000;
const NIGHTS = LONG === 0 ? 1 : Math.ceil((LONG * 60_000) / NIGHT_MS);
const FIRST_SEED = Number(process.env.DOOR_SEED ?? (LONG === 0 ? 20_261_129 : Date.now() % 2_147_483_647));
const PARTIES = LONG === 0 ? 12 : 30;
/** Far above what four phones ask. */
const LIMITS = { RATE_LIMIT_REQUESTS_PER_MINUTE: '1000000', RATE_LIMIT_REQUESTS_PER_USER_PER_MINUTE: '1000000' };

let restore = () => {};
beforeAll(() => {
  restore = installActors();
});
afterAll(() => restore());

it(
  'four phones, two gates and a server killed again and again agree to the last person when the noise ends',
  async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + NIGHTS; seed += 1) {
      const server = await startServer({ postgresUrl: inject('postgresUrl'), env: LIMITS });
      const night = await DoorNight.open(server, seed, PARTIES);
      try {
        await night.run(NIGHT_MS);
        await night.end();
        expect(night.kills).toBeGreaterThan(0);
      } catch (error) {
        throw new Error(`DOOR_SEED=${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
      } finally {
        await night.close();
        await server.stop();
      }
    }
  },
  NIGHTS * (NIGHT_MS + 300_000),
);
