import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from '@playwright/test';
import { expectLive, scanCountOf } from '../support/reservas-page';
import { expect, type Screen, test } from '../support/screens';

/** Without a reload, a change must be there soon after its answer, also across a change of leader. */
const SOON = { timeout: 5000 };

/** The pages that hold a stream open now. */
function streamsOf(context: BrowserContext): () => Page[] {
  const open = new Map<unknown, Page>();
  const isStream = (url: string) => new URL(url).pathname === '/api/reservas/events';
  context.on('request', (request) => isStream(request.url()) && open.set(request, request.frame().page()));
  context.on('requestfinished', (request) => open.delete(request));
  context.on('requestfailed', (request) => open.delete(request));
  return () => [...open.values()].filter((page) => !page.isClosed());
}

/** A second tab of the same browser, and both tabs' streams from the start. */
async function openTwo(open: (prepare: (page: Page) => Promise<void>) => Promise<Screen>, prepare: string | null) {
  let streams: () => Page[] = () => [];
  const { context, page: first } = await open(async (page) => {
    streams = streamsOf(page.context());
    if (prepare) await page.context().addInitScript(prepare);
  });
  await expectLive(first);
  const second = await context.newPage();
  await second.goto('/reservas');
  await expectLive(second);
  return { first, second, streams: () => streams() };
}

const WITHOUT_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })";

for (const [name, prepare] of [
  ['the browser’s locks', null],
  ['claims, as on plain HTTP', WITHOUT_LOCKS],
] as const) {
  test(`two tabs share one stream by ${name}, and the other takes over when the leader closes`, async ({
    openAs,
    api,
  }) => {
    const host = await api('host');
    const { reservation, qrCode } = await host.createWithPass({ customerName: 'Sara Compartida', guestCount: 6 });
    const { first, second, streams } = await openTwo((ready) => openAs('host', '/reservas', {}, ready), prepare);
    const expectOne = () => expect.poll(() => streams().length, SOON).toBe(1);
    await expectOne();

    const door = await api('door');
    expect((await door.scan(qrCode, randomUUID(), 2)).status).toBe(200);
    for (const page of [first, second]) await expect(scanCountOf(page, reservation.id)).toHaveText('2', SOON);
    await expectOne();

    // On a busy machine the lead may have moved: whoever has the stream leaves.
    const [leader] = streams();
    const other = leader === first ? second : first;
    await leader?.close();
    expect((await door.scan(qrCode, randomUUID(), 1)).status).toBe(200);
    await expect(scanCountOf(other, reservation.id)).toHaveText('3', SOON);
    await expectLive(other);
    await expectOne();
    expect(streams()).toEqual([other]);
  });
}
