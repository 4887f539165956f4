import type { ServerResponse } from 'node:http';
import { expect, test, vi } from 'vitest';
import { DAYS } from '@/realtime/client/convergence.model';
import { connected, failure, intrude, openStream } from '@/realtime/client/wire.fixture';
import type { StreamEvent } from '@/realtime/protocol/events';
import { mount, openVenue, until } from './venue.fixture';

type Venue = Awaited<ReturnType<typeof openVenue>>;
type Screen = ReturnType<typeof mount>;

const audit: StreamEvent = { type: 'audit', businessId: 'b1', timestamp: '2026-11-21T22:00:00.000Z', auditId: 'a1' };

async function openScreen(): Promise<{ venue: Venue; screen: Screen }> {
  const venue = await openVenue();
  venue.write({ kind: 'create' });
  const screen = mount();
  await until(() => expect(screen.now().isRealtimeEnabled).toBe(true));
  return { venue, screen };
}

/** Everybody but the stream meets that answer until the returned function is called. */
function intercept(venue: Venue, answer: (response: ServerResponse) => void): () => void {
  const { api } = venue.server;
  venue.server.api = (_request, response) => {
    venue.listReads += 1;
    answer(response);
  };
  return () => {
    venue.server.api = api;
  };
}

/** The log refuses the next cursor once. */
function demandSnapshot(venue: Venue): void {
  const { serve } = venue.server;
  venue.server.serve = (response) => {
    venue.server.serve = serve;
    openStream(response, connected(venue.database.head), failure('resync-required'));
  };
  venue.server.cut();
}

function expectRight(venue: Venue, screen: Screen): void {
  expect(screen.now().isRealtimeEnabled).toBe(true);
  expect(screen.now().reservas).toEqual(venue.database.snapshot(DAYS[0]).reservations);
}

test.each([
  ['a portal', 200, 'text/html', '<h1>Wi-Fi</h1>'],
  ['a portal that speaks JSON', 200, 'application/json', '{"ok":true}'],
  ['a firewall', 403, 'text/html', 'no'],
  ['a firewall that speaks JSON', 403, 'application/json', '{"code":"FORBIDDEN"}'],
  ['an address that is gone', 404, 'text/plain', 'no'],
  ['a gateway', 503, 'text/html', 'no'],
  ['the server itself', 403, 'application/problem+json', '{"code":"FORBIDDEN"}'],
])(
  'a snapshot that %s keeps back is asked for again, and live is not said meanwhile',
  async (_who, status, type, body) => {
    const { venue, screen } = await openScreen();
    const release = intercept(venue, (response) => intrude(response, status, type, body));
    demandSnapshot(venue);
    await until(() => expect(venue.listReads).toBeGreaterThan(1));
    venue.write({ kind: 'scan' });
    await until(() => expect(screen.now().isRealtimeEnabled).toBe(false));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(screen.now()).toMatchObject({ isRealtimeEnabled: false, status: 'reconnecting' });
    expect(venue.server.connects).not.toContain(null);
    release();
    await until(() => expectRight(venue, screen), 12_000);
    venue.write({ kind: 'create' });
    await until(() => expectRight(venue, screen));
  },
  20_000,
);

test('a list that a device check found to differ is not live until it has been read', async () => {
  const { venue, screen } = await openScreen();
  screen.queryClient.setQueriesData({ queryKey: ['reservas', 'b1', 'list'] }, (list: object | undefined) => ({
    ...list,
    reservations: [],
  }));
  const { api } = venue.server;
  venue.server.api = (request, response, url) => {
    if (url.pathname.endsWith('/auditoria')) api(request, response, url);
    else intrude(response, 404, 'text/html', 'no');
  };
  venue.server.send(audit);
  await until(() => expect(screen.now().isRealtimeEnabled).toBe(false));
  expect(screen.now()).toMatchObject({ isSSEConnected: true, status: 'reconnecting' });
  venue.write({ kind: 'create' });
  venue.server.api = api;
  await until(() => expectRight(venue, screen), 12_000);
  await until(() => expect(venue.audits.at(-1)).toMatchObject({ healed: true }));
}, 20_000);

test('a snapshot on a slow line is read once, however often the stream asks for it', async () => {
  const { venue, screen } = await openScreen();
  const reads = venue.listReads;
  let release = () => {};
  venue.beforeAnswer = () => new Promise<void>((resolve) => (release = resolve));
  demandSnapshot(venue);
  await until(() => expect(venue.listReads).toBe(reads + 1));
  await new Promise((resolve) => setTimeout(resolve, 8000));
  expect(screen.now().isRealtimeEnabled).toBe(false);
  release();
  await until(() => expectRight(venue, screen));
  expect(venue.listReads).toBe(reads + 1);
}, 20_000);

test('a list that is read for long is not live', async () => {
  const { venue, screen } = await openScreen();
  let release = () => {};
  venue.beforeAnswer = () => new Promise<void>((resolve) => (release = resolve));
  void screen.now().refetchReservas();
  await until(() => expect(screen.now().isRealtimeEnabled).toBe(false), 6000);
  expect(screen.now()).toMatchObject({ isSSEConnected: true, status: 'reconnecting' });
  release();
  await until(() => expectRight(venue, screen));
}, 20_000);

test('an event whose handling fails is repaired by a new snapshot', async () => {
  const { venue, screen } = await openScreen();
  const uncaught = vi.fn();
  process.on('uncaughtException', uncaught);
  const setQueryData = vi.spyOn(screen.queryClient, 'setQueryData').mockImplementationOnce(() => {
    throw new Error('not in this browser');
  });
  venue.write({ kind: 'scan' });
  await until(() => expect(uncaught).toHaveBeenCalledOnce());
  process.off('uncaughtException', uncaught);
  setQueryData.mockRestore();
  await until(() => expectRight(venue, screen), 12_000);
}, 20_000);

test('a notice that fails costs no event', async () => {
  const { venue, screen } = await openScreen();
  const dispatch = vi.spyOn(window, 'dispatchEvent').mockImplementation(() => {
    throw new Error('no events here');
  });
  const uncaught = vi.fn();
  process.on('uncaughtException', uncaught);
  const reads = venue.listReads;
  venue.write({ kind: 'scan' });
  await until(() => expectRight(venue, screen));
  await until(() => expect(uncaught).toHaveBeenCalledOnce());
  process.off('uncaughtException', uncaught);
  dispatch.mockRestore();
  expect(venue.listReads).toBe(reads);
});

test('works where arrays have no copying methods', async () => {
  const names = ['with', 'toSpliced', 'toSorted', 'toReversed'] as const;
  const kept = names.map((name) => Object.getOwnPropertyDescriptor(Array.prototype, name));
  for (const name of names) Reflect.deleteProperty(Array.prototype, name);
  try {
    const { venue, screen } = await openScreen();
    const reads = venue.listReads;
    venue.write({ kind: 'create' });
    venue.write({ kind: 'scan' });
    await until(() => expect(screen.now().reservas).toHaveLength(2));
    expect(
      screen
        .now()
        .reservas.map(({ scanCount }) => scanCount)
        .toString(),
    ).toBe('1,0');
    expect(venue.listReads).toBe(reads);
  } finally {
    for (const [index, name] of names.entries()) {
      const descriptor = kept[index];
      if (descriptor) Object.defineProperty(Array.prototype, name, descriptor);
    }
  }
});

test('what the server refuses is not shown any longer', async () => {
  const { venue, screen } = await openScreen();
  expect(screen.now().reservas).toHaveLength(1);
  const body = JSON.stringify({ code: 'FORBIDDEN' });
  const release = intercept(venue, (response) => intrude(response, 403, 'application/problem+json', body));
  await screen.now().refetchReservas();
  await until(() => expect(screen.now()).toMatchObject({ reservas: [], dataUpdatedAt: 0, isRealtimeEnabled: false }));
  release();
  await screen.now().refetchReservas();
  await until(() => expectRight(venue, screen));
});
