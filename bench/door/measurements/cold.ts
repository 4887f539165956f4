import { signIn } from '../../../tests/support/api';
import { fillDay } from '../../../tests/support/big-day';
import type { TestServer } from '../../../tests/support/server';
import { answerOf, holdFromStart, installBenchCamera } from '../camera';
import { givePasses } from '../night';
import { type Measurement, openDoor, slowDown, untilKept, withPhone, withServer } from '../place';

const COUNT = 5000;
const WHAT = '5,000 reservations, opened without a network, slowed 4 times';

interface Start {
  /** Milliseconds from the navigation on: until the camera's picture is there, and until the first pass has its verdict. */
  readonly camera: number;
  readonly verdict: number;
}

/** A phone whose browser is opened anew, out of reach of the server, on a full night. */
export const cold: Measurement = {
  name: 'cold',
  async run(rounds) {
    const starts = await withServer('postgres', (server) => measure(server, rounds));
    return [
      { what: `${WHAT}: until the camera shows`, unit: 'ms', goal: 1500, values: starts.map(({ camera }) => camera) },
      {
        what: `${WHAT}: until the verdict on a pass that is held before it`,
        unit: 'ms',
        values: starts.map(({ verdict }) => verdict),
      },
    ];
  },
};

async function measure(server: TestServer, rounds: number): Promise<Start[]> {
  const url = String(server.env.DATABASE_URL);
  await fillDay(url, COUNT);
  await givePasses(url);
  const host = await signIn(server.url, 'host');
  const last = await host.createWithPass({ customerName: 'La Última', guestCount: rounds + 1 });
  return withPhone(server, async (phone) => {
    const first = await phone.open();
    await installBenchCamera(first.page);
    await openDoor(first.context, first.page);
    await untilKept(first.page, last.reservation.code);
    const starts: Start[] = [];
    for (let round = 0; round < rounds; round++) {
      await phone.close();
      phone.setOffline(true);
      const { page, cpu } = await phone.open();
      await installBenchCamera(page);
      await slowDown(cpu, 4);
      await page.addInitScript(watchCamera);
      await holdFromStart(page, last.qrCode);
      await page.goto('/puerta');
      const verdict = Math.round(await answerOf(page));
      const camera = await page.evaluate(() => (window as unknown as Watched).camera ?? Number.NaN);
      starts.push({ camera, verdict });
    }
    return starts;
  });
}

interface Watched {
  camera?: number;
}

/** Runs in the page, before its own program. */
function watchCamera(): void {
  const watched: Watched = window as unknown as Watched;
  new MutationObserver(() => {
    const camera = document.querySelector('[data-testid="camera"]');
    if (camera?.getAttribute('data-state') === 'live') watched.camera ??= Math.round(performance.now());
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-state'] });
}
