import { get } from 'node:http';
import { type Api, signIn } from '../../../tests/support/api';
import { fillDay } from '../../../tests/support/big-day';
import type { TestServer } from '../../../tests/support/server';
import { givePasses } from '../night';
import { type Measurement, withServer } from '../place';

const COUNT = 5000;
const ENCODINGS = ['gzip', 'br'] as const;

/** What a phone receives of a full night before it can judge a pass by itself. */
export const manifest: Measurement = {
  name: 'manifest',
  async run() {
    const sizes = await withServer('postgres', measureManifest);
    return ENCODINGS.map((encoding) => ({
      ...{ what: `the night's list of 5,000 reservations, ${encoding}`, unit: 'KB' as const, goal: 160 },
      values: [Math.round(sizes[encoding] / 100) / 10],
    }));
  },
};

async function measureManifest(server: TestServer): Promise<Record<(typeof ENCODINGS)[number], number>> {
  const url = String(server.env.DATABASE_URL);
  await fillDay(url, COUNT);
  await givePasses(url);
  const door = await signIn(server.url, 'door');
  const [gzip, br] = await Promise.all(ENCODINGS.map((encoding) => bytesOf(door, encoding)));
  return { gzip: gzip ?? Number.NaN, br: br ?? Number.NaN };
}

function bytesOf({ url, cookie, businessId }: Api, encoding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(
      `${url}/api/puerta/manifiesto?businessId=${businessId}`,
      { headers: { cookie, 'accept-encoding': encoding } },
      (response) => {
        if (response.headers['content-encoding'] !== encoding) reject(new Error(`not ${encoding}`));
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.on('end', () => resolve(bytes));
      },
    ).on('error', reject);
  });
}
