import { signIn } from '../../../tests/support/api';
import { fillDay } from '../../../tests/support/big-day';
import type { TestServer } from '../../../tests/support/server';
import { installBenchCamera } from '../camera';
import { givePasses } from '../night';
import { type Measurement, openDoor, slowDown, untilKept, withPhone, withServer } from '../place';

const COUNT = 5000;
const WHAT = '5,000 reservations, opened without a network, slowed 4 times';

interface Start {
  /** Milliseconds from the navigation on: until the camera's picture is there, and until the phone can judge by its list. */
  readonly camera: number;
  readonly ready: number;
}

/** A phone whose browser is opened anew, out of reach of the server, on a full night. */
export const cold: Measurement = {
  name: 'cold',
  async run(rounds) {
    const starts = await withServer('postgres', (server) => measure(server, rounds));
    return [
      { what: `${WHAT}: until a pass can be judged`, unit: 'ms', goal: 1500, values: starts.map(({ ready }) => ready) },
      { what: `${WHAT}: until the camera shows`, unit: 'ms', values: starts.map(({ camera }) => camera) },
    ];
  },
};

async function measure(server: TestServer, rounds: number): Promise<Start[]> {
  const url = String(server.env.DATABASE_URL);
  await fillDay(url, COUNT);
  await givePasses(url);
  const { reservation } = await (await signIn(server.url, 'host')).createWithPass({
    customerName: 'La Última',
    guestCount: 1,
  });
  return withPhone(server, async (phone) => {
    const first = await phone.open();
    await installBenchCamera(first.page);
    await openDoor(first.context, first.page);
    await untilKept(first.page, reservation.code);
    const starts: Start[] = [];
    for (let round = 0; round < rounds; round++) {
      await phone.close();
      phone.setOffline(true);
      const { page, cpu } = await phone.open();
      await installBenchCamera(page);
      await slowDown(cpu, 4);
      await page.addInitScript(watchStart);
      await page.goto('/puerta');
      const started = await page.waitForFunction(() => {
        const { camera, ready } = (window as unknown as { start: Partial<Start> }).start;
        return camera !== undefined && ready !== undefined ? { camera, ready } : null;
      });
      starts.push((await started.jsonValue()) as Start);
    }
    return starts;
  });
}

/** Runs in the page, before its own program. */
function watchStart(): void {
  const start: { camera?: number; ready?: number } = {};
  Object.assign(window, { start });
  const look = () => {
    const camera = document.querySelector('[data-testid="camera"]');
    if (camera?.getAttribute('data-state') === 'live') start.camera ??= Math.round(performance.now());
    // It says how old the list is as soon as there is one to judge by.
    const states = document.querySelector('[data-testid="door-states"]')?.textContent ?? '';
    if (states.includes('Lista de')) start.ready ??= Math.round(performance.now());
  };
  new MutationObserver(look).observe(document, {
    ...{ childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['data-state'] },
  });
}
