import type { Page } from '@playwright/test';
import type { TestServer } from '../../../tests/support/server';
import { percentile } from '../../lib';
import type { Row } from '../../report';
import { holdCode, installBenchCamera, LOOKS, type Look } from '../camera';
import { makeParties } from '../entries';
import { type Measurement, openDoor, slowDown, slowWorkers, untilKept, withPhone, withServer } from '../place';

const TRIALS = 20;
const RATES = [1, 4] as const;
/** A person tries again after so long, in milliseconds. */
const PATIENCE_MS = 4000;

interface Trial {
  readonly way: 'offline' | 'online';
  readonly rate: number;
  readonly look: Look;
  /** Null when the code was not read in time. */
  readonly ms: number | null;
}

/** From the first frame with a pass of one person, which is counted at once, to the answer in the page. */
export const scan: Measurement = {
  name: 'scan',
  async run(rounds) {
    const all: Trial[][] = [];
    for (let round = 0; round < rounds; round++) all.push(await withServer('postgres', measure));
    return RATES.flatMap((rate) => [
      ...rowsOf(all, 'offline', rate, 'clean', rate === 4),
      ...rowsOf(all, 'online', rate, 'clean', rate === 4),
      ...LOOKS.slice(1).flatMap((look) => rowsOf(all, 'offline', rate, look, false)),
    ]);
  },
};

function rowsOf(all: readonly Trial[][], way: Trial['way'], rate: number, look: Look, hasGoal: boolean): Row[] {
  const what = `a ${look} code to its verdict, ${way}${rate === 1 ? '' : `, slowed ${rate} times`}`;
  const of = (trials: readonly Trial[]) =>
    trials.filter((each) => each.way === way && each.rate === rate && each.look === look);
  const times = all.map((trials) => of(trials).flatMap(({ ms }) => ms ?? []));
  const at = (share: number) => times.map((values) => Math.round(percentile(values, share)));
  const read = all.map((trials, round) => Math.round(((times[round]?.length ?? 0) / of(trials).length) * 100));
  return [
    { what: `${what}, p50`, unit: 'ms', values: at(0.5), ...(hasGoal ? { goal: 150 } : {}) },
    { what: `${what}, p95`, unit: 'ms', values: at(0.95), ...(hasGoal ? { goal: 300 } : {}) },
    { what: `${what}, read`, unit: '%', values: read },
  ];
}

function measure(server: TestServer): Promise<Trial[]> {
  const plan = RATES.flatMap((rate) => [
    { way: 'online' as const, rate, look: 'clean' as const },
    ...LOOKS.map((look) => ({ way: 'offline' as const, rate, look })),
  ]);
  return withPhone(server, async (phone) => {
    const parties = await makeParties(server.url, (TRIALS + 2) * plan.length, 1);
    const { context, page, cpu } = await phone.open();
    await installBenchCamera(page);
    await openDoor(context, page);
    await untilKept(page, parties[0]?.code ?? '');
    await page.locator('[data-testid="camera"][data-state="live"]').waitFor();
    const trials: Trial[] = [];
    for (const part of plan) {
      phone.setOffline(part.way === 'offline');
      await slowDown(cpu, part.rate);
      await slowWorkers(page, part.rate);
      // The first ones load what a door has loaded after its first guests.
      for (let trial = -2; trial < TRIALS; trial++) {
        const ms = await once(page, parties.pop()?.qrCode ?? '', part.look);
        if (trial >= 0) trials.push({ ...part, ms });
      }
    }
    return trials;
  });
}

async function once(page: Page, qrCode: string, look: Look): Promise<number | null> {
  const ms = await holdCode(page, qrCode, look, PATIENCE_MS);
  await page.evaluate(async () => {
    const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
    const isNext = ({ textContent }: Element) =>
      ['Siguiente', 'Seguir con otro pase'].includes(textContent?.trim() ?? '');
    await pause(150);
    for (let next = find(); next; next = find()) {
      next.click();
      await pause(150);
    }
    function find() {
      return [...document.querySelectorAll('button')].find(isNext);
    }
  });
  return ms;
}
