import type { Page } from '@playwright/test';
import { signIn } from '../../../tests/support/api';
import type { TestServer } from '../../../tests/support/server';
import { installBenchCamera } from '../camera';
import { makeParties } from '../entries';
import { type Measurement, openDoor, untilKept, withPhone, withServer } from '../place';

/** So many parties, all of which arrive while the phone only watches. */
const PARTIES = 200;

/** What one phone receives in a night. */
export const night: Measurement = {
  name: 'night',
  async run() {
    const { bytes, api } = await withServer('postgres', measureNight);
    const kilobytes = (count: number) => [Math.round(count / 100) / 10];
    const what = `a night of ${PARTIES} reservations on one phone`;
    return [
      { what: `${what}: all requests and the stream`, unit: 'KB', values: kilobytes(bytes) },
      { what: `${what}: of these, the stream and the API`, unit: 'KB', values: kilobytes(api) },
    ];
  },
};

/** A phone that opens the door for the first time, and follows while two others let everybody in. */
async function measureNight(server: TestServer): Promise<{ bytes: number; api: number }> {
  const parties = await makeParties(server.url, PARTIES, 3);
  const host = await signIn(server.url, 'host');
  return withPhone(server, async (phone) => {
    const { context, page } = await phone.open();
    const counted = await countBytes(page);
    await installBenchCamera(page);
    await openDoor(context, page);
    await untilKept(page, parties[0]?.code ?? '');
    for (const [index, { qrCode }] of parties.entries()) {
      await host.scan(qrCode, `bench-night-${index}-a`, 2);
      await host.scan(qrCode, `bench-night-${index}-b`, 1);
    }
    await page.waitForTimeout(8000);
    return counted;
  });
}

async function countBytes(page: Page): Promise<{ bytes: number; api: number }> {
  const network = await page.context().newCDPSession(page);
  const counted = { bytes: 0, api: 0 };
  const urls = new Map<string, string>();
  network.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  network.on('Network.responseReceived', ({ requestId, response }) => add(requestId, response.encodedDataLength));
  network.on('Network.dataReceived', ({ requestId, encodedDataLength }) => add(requestId, encodedDataLength));
  const add = (requestId: string, bytes: number) => {
    counted.bytes += bytes;
    if (urls.get(requestId)?.includes('/api/')) counted.api += bytes;
  };
  await network.send('Network.enable');
  return counted;
}
