import { expect, test, vi } from 'vitest';
import { DAY_RULES, type DaySnapshot } from '@/modules/reservations/client/day-list';
import { digestRows } from '@/modules/reservations/digest';
import { dayStats } from '@/modules/reservations/stats';
import { liveStoreOf } from '@/platform/browser/live/live-store';
import { DAYS, EPOCH } from '@/realtime/client/convergence.model';
import { connected, failure, openStream } from '@/realtime/client/wire.fixture';
import type { StreamEvent } from '@/realtime/protocol/events';
import { sha256 } from '../../../../tests/support/sha256';
import { mount, openVenue, until } from './venue.fixture';

test('loads once, then follows the stream from the list’s own cursor without reading again', async () => {
  const venue = await openVenue();
  venue.write({ kind: 'create' });
  venue.write({ kind: 'create' });
  const screen = mount();
  await until(() => expect(screen.now().isRealtimeEnabled).toBe(true));
  const refreshed = vi.fn();
  window.addEventListener('force-card-refresh', (event) => refreshed((event as CustomEvent).detail));

  venue.write({ kind: 'scan' });
  venue.write({ kind: 'create' });
  await until(() => expect(screen.now().reservas).toEqual(venue.database.snapshot(DAYS[0]).reservations));
  expect(screen.now().stats).toEqual(dayStats(screen.now().reservas));
  expect(screen.now().cursor).toBe(`${EPOCH}:4`);
  expect(screen.now().freshness).toMatchObject({ seq: 4, transport: 'raw' });
  expect(refreshed.mock.calls[0]).toEqual([{ reservationId: 'r1', reservaId: 'r1' }]);
  expect(venue.listReads).toBe(1);
});

test('holds one stream under strict mode and none once unmounted', async () => {
  const venue = await openVenue();
  const screen = mount();
  await until(() => expect(screen.now().isSSEConnected).toBe(true));
  await until(() => expect(venue.server.openStreams).toBe(1));
  screen.unmount();
  await until(() => expect(venue.server.openStreams).toBe(0));
});

test('an answer that was read before an event and arrives after it does not undo it', async () => {
  const venue = await openVenue();
  venue.write({ kind: 'create' });
  const screen = mount();
  await until(() => expect(screen.now().isSSEConnected).toBe(true));
  let release = () => {};
  venue.beforeAnswer = () => new Promise<void>((resolve) => (release = resolve));
  const refetched = screen.now().refetchReservas();
  await until(() => expect(venue.listReads).toBe(2));
  venue.write({ kind: 'scan' });
  await until(() => expect(screen.now().reservas[0]?.scanCount).toBe(1));
  release();
  await refetched;
  expect(screen.now().reservas[0]?.scanCount).toBe(1);
  expect(venue.listReads).toBe(2);
});

test('keeps its stream while another day loads, and both days stay current', async () => {
  const venue = await openVenue();
  venue.write({ kind: 'create' });
  const screen = mount();
  await until(() => expect(screen.now().isSSEConnected).toBe(true));
  await until(() => expect(venue.server.openStreams).toBe(1));
  const connects = venue.server.connects.length;
  screen.render({ day: DAYS[1] });
  await until(() => expect(screen.now().day).toBe(DAYS[1]));
  await until(() => expect(screen.now().isLoading).toBe(false));
  venue.write({ kind: 'move' });
  await until(() => expect(screen.now().reservas).toHaveLength(1));
  screen.render({ day: DAYS[0] });
  await until(() => expect(screen.now().reservas).toHaveLength(0));
  expect(venue.listReads).toBe(2);
  expect(venue.server.connects).toHaveLength(connects);
});

test('after a restart it resumes from its cursor with everything it missed', async () => {
  const venue = await openVenue();
  venue.write({ kind: 'create' });
  const screen = mount();
  await until(() => expect(screen.now().isSSEConnected).toBe(true));
  await venue.server.kill();
  await until(() => expect(screen.now().isRealtimeEnabled).toBe(false));
  venue.database.run({ kind: 'scan', pick: 0, value: 1 });
  await venue.server.listen();
  const restarted = Date.now();
  await until(() => expect(screen.now().reservas[0]?.scanCount).toBe(2));
  expect(Date.now() - restarted).toBeLessThan(5000);
}, 10_000);

test('a log of another epoch renews the list and goes on from it', async () => {
  const venue = await openVenue();
  venue.write({ kind: 'create' });
  venue.write({ kind: 'create' });
  const screen = mount();
  await until(() => expect(screen.now().isSSEConnected).toBe(true));
  venue.epoch = 'restored';
  venue.database.rows.clear();
  venue.database.log.length = 0;
  venue.database.run({ kind: 'create', pick: 0, value: 0 });
  venue.server.cut();
  await until(() => expect(screen.now().cursor).toBe('restored:1'));
  await until(() => expect(screen.now().isSSEConnected).toBe(true));
  expect(screen.now().reservas).toEqual(venue.database.snapshot(DAYS[0]).reservations);
}, 10_000);

test('a cursor that the log no longer reaches renews the list and goes on from its new cursor', async () => {
  const venue = await openVenue();
  venue.write({ kind: 'create' });
  const screen = mount();
  await until(() => expect(screen.now().isSSEConnected).toBe(true));
  const serve = venue.server.serve;
  venue.server.serve = (response, after, request) => {
    if (after === 1) openStream(response, connected(1), failure('resync-required'));
    else serve(response, after, request);
  };
  venue.database.run({ kind: 'scan', pick: 0, value: 0 });
  venue.server.cut();
  await until(() => expect(screen.now().reservas[0]?.scanCount).toBe(1));
  await until(() => expect(screen.now().isSSEConnected).toBe(true));
  expect(venue.server.connects.at(-1)).toBe(2);
}, 10_000);

test('a conflict shows the current row and fails with its code', async () => {
  const venue = await openVenue();
  venue.write({ kind: 'create' });
  const screen = mount({}, false);
  await until(() => expect(screen.now().reservas).toHaveLength(1));
  venue.database.run({ kind: 'edit', pick: 0, value: 4 });
  const [current] = venue.database.snapshot(DAYS[0]).reservations;
  venue.server.api = (request, response) => {
    expect(request.headers['if-match']).toBe('"1"');
    response.writeHead(409, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify({ code: 'VERSION_CONFLICT', status: 409, current }));
  };
  const failed = screen.now().updateReserva.mutateAsync({ id: 'r1', version: 1, changes: { guestCount: 9 } });
  await expect(failed).rejects.toMatchObject({ code: 'VERSION_CONFLICT', status: 409 });
  await until(() => expect(screen.now().reservas[0]?.guestCount).toBe(5));
});

test('switched off, it is a poller: no stream, own writes shown, and nothing said on the console', async () => {
  const said = vi.spyOn(console, 'error');
  const venue = await openVenue();
  const screen = mount({}, false);
  await until(() => expect(screen.now().isLoading).toBe(false));
  expect(screen.now()).toMatchObject({ isRealtimeAvailable: false, isRealtimeEnabled: false, status: 'disconnected' });
  const [query] = screen.queryClient.getQueryCache().findAll();
  const { refetchInterval, staleTime } = query?.observers[0]?.options ?? {};
  const now = (value: unknown) => (typeof value === 'function' ? value(query) : value);
  expect([now(refetchInterval), now(staleTime)]).toEqual([120_000, 60_000]);
  const read = venue.server.api;
  venue.server.api = (_request, response) => {
    const answer = venue.database.run({ kind: 'create', pick: 0, value: 0 });
    response.end(JSON.stringify(answer));
  };
  const input = { customerName: 'Ana', guestCount: 2, reservedAt: '2026-11-20T21:00:00Z' };
  await screen.now().createReserva.mutateAsync({ input, idempotencyKey: 'key-00000001' });
  await until(() => expect(screen.now().reservas).toHaveLength(1));
  venue.server.api = read;
  venue.database.run({ kind: 'scan', pick: 0, value: 0 });
  await screen.now().refetchReservas();
  await until(() => expect(screen.now().reservas[0]?.scanCount).toBe(1));
  expect(venue.server.connects).toEqual([]);
  expect(said).not.toHaveBeenCalled();
});

const audit: StreamEvent = { type: 'audit', businessId: 'b1', timestamp: '2026-11-21T22:00:00.000Z', auditId: 'a1' };

test('answers an audit with what it holds, and mends a difference without being asked twice', async () => {
  const venue = await openVenue();
  venue.write({ kind: 'create' });
  venue.write({ kind: 'create' });
  const screen = mount();
  await until(() => expect(screen.now().isSSEConnected).toBe(true));
  venue.write({ kind: 'scan' });
  venue.server.send(audit);
  await until(() => expect(venue.audits).toHaveLength(1));
  const said = { cursor: `${EPOCH}:3`, connectionId: 'c1', auditId: 'a1', healed: false, attempt: 0 };
  expect(venue.audits[0]).toMatchObject(said);

  const reads = venue.listReads;
  screen.queryClient.setQueriesData(
    { queryKey: ['reservas', 'b1', 'list'] },
    (list: DaySnapshot | undefined) =>
      list && { ...list, reservations: list.reservations.map((row) => ({ ...row, scanCount: row.scanCount + 5 })) },
  );
  await until(() => expect(screen.now().reservas[0]?.scanCount).toBeGreaterThanOrEqual(5));
  venue.server.send(audit);
  await until(() => expect(venue.audits.map(({ healed }) => healed)).toEqual([false, false, true]));
  expect(screen.now().reservas).toEqual(venue.database.snapshot(DAYS[0]).reservations);
  expect(venue.listReads).toBe(reads + 1);
  expect(venue.audits[2]?.auditId, 'of the audit that found it').toBe('a1');
  expect(venue.audits[2]?.lists[0]?.digest).toBe(digestRows(venue.database.snapshot(DAYS[0]).reservations, sha256));
});

test('waits for the event of its own write before it answers an audit', async () => {
  const venue = await openVenue();
  venue.write({ kind: 'create' });
  const screen = mount();
  await until(() => expect(screen.now().isSSEConnected).toBe(true));
  const [row] = screen.now().reservas;
  if (!row) throw new Error('no row');
  liveStoreOf(screen.queryClient, 'b1').tail.remember(DAY_RULES, {
    id: row.id,
    reservation: { ...row, version: 2 },
    seq: 2,
  });
  venue.server.send(audit);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(venue.audits).toEqual([]);
  venue.write({ kind: 'scan' });
  await until(() => expect(venue.audits).toMatchObject([{ cursor: `${EPOCH}:2` }]));
});
