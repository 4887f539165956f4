import { afterEach, expect, test, vi } from 'vitest';
import { deliver } from './hand-over-part';
import { nameVersion, readPhoneState } from './phone-state';

afterEach(() => void vi.unstubAllGlobals());

const DELIVERY = {
  ...{ deviceId: 'd1', sessionId: 's1', sentAt: '2026-11-22T03:00:00Z', sentMono: 5 },
  ...{ state: { queued: 3 }, entries: [] },
};

test('what a phone hands over says its version and its battery, which some browsers do not tell', async () => {
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body).state);
    return new Response(JSON.stringify({ serverTime: DELIVERY.sentAt, results: [], cursor: 'e1:1' }), {
      headers: { 'content-type': 'application/json' },
    });
  });
  vi.stubGlobal('navigator', {});
  await deliver('b1', DELIVERY);
  nameVersion('2.1.0');
  vi.stubGlobal('navigator', { getBattery: async () => ({ level: 0.42 }) });
  await deliver('b1', DELIVERY);
  expect(sent).toEqual([{ queued: 3 }, { queued: 3, version: '2.1.0', battery: 0.42 }]);
});

test('a browser that refuses to tell its battery tells the rest', async () => {
  vi.stubGlobal('navigator', { getBattery: () => Promise.reject(new Error('NotAllowedError')) });
  expect(await readPhoneState()).toEqual({ version: '2.1.0' });
});
