import { expect, test } from 'vitest';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { DAYS } from '@/realtime/client/convergence.model';
import { connected, openStream } from '@/realtime/client/wire.fixture';
import type { StreamEvent } from '@/realtime/protocol/events';
import { mount, openVenue, until } from './venue.fixture';

type Shape = (row: Reservation) => object;

/** A server of another version: each row of its lists, and each event, in that version's shape. */
async function openOther(shapeRow: Shape, shapeEvent: (event: StreamEvent) => object = (event) => event) {
  const venue = await openVenue();
  venue.server.api = (_request, response) => {
    venue.listReads += 1;
    const { day, reservations, cursor } = venue.database.snapshot(DAYS[0]);
    const body = { day, reservations: reservations.map(shapeRow), cursor: `e1:${cursor.seq}`, zones: [] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  venue.server.serve = (response, after) =>
    openStream(response, connected(after ?? 0), ...venue.database.log.slice(after ?? 0));
  const write = (...[op]: Parameters<typeof venue.write>) => {
    venue.database.run({ pick: 0, value: 0, ...op });
    for (const event of venue.database.log.slice(-1)) venue.server.send(shapeEvent(event) as StreamEvent);
  };
  return Object.assign(venue, { write });
}

test('a newer server: what this version does not know costs one row at most, and no event', async () => {
  const venue = await openOther(
    (row) => ({
      ...row,
      seatedAt: row.createdAt,
      ...(row.id === 'r1' ? { status: 'SEATED' } : {}),
      ...(row.id === 'r2' ? { guestCount: { adults: 2, children: 0 } } : {}),
    }),
    (event) => (event.type === 'status-changed' ? { ...event, newStatus: 'SEATED', floor: 2 } : event),
  );
  for (let i = 0; i < 3; i += 1) venue.database.run({ kind: 'create', pick: 0, value: 0 });
  const screen = mount();
  await until(() => expect(screen.now().isRealtimeEnabled).toBe(true));
  const rows = () => screen.now().reservas.map(({ id, status, scanCount }) => [id, status, scanCount]);
  expect(rows()).toEqual([
    ['r1', 'SEATED', 0],
    ['r2', UNREADABLE, 0],
    ['r3', 'PENDING', 0],
  ]);
  const reads = venue.listReads;
  venue.write({ kind: 'status', pick: 2 });
  await until(() => expect(rows()[2]).toEqual(['r3', 'SEATED', 0]));
  const seq = venue.database.head + 1;
  venue.server.send({ type: 'table-changed', businessId: 'b1', timestamp: '', seq, id: 't1' } as never);
  await until(() => expect(screen.now().freshness.seq).toBe(seq));
  expect(screen.now().isRealtimeEnabled).toBe(true);
  expect(venue.listReads).toBe(reads);
});

test('an older server: a field that it does not write is none', async () => {
  const venue = await openOther(({ tableName: _table, createdAt: _created, ...row }) => row);
  venue.database.run({ kind: 'create', pick: 0, value: 0 });
  const screen = mount();
  await until(() => expect(screen.now().isRealtimeEnabled).toBe(true));
  expect(screen.now().reservas).toMatchObject([{ id: 'r1', tableName: null, status: 'PENDING' }]);
  venue.write({ kind: 'scan' });
  await until(() => expect(screen.now().reservas[0]?.scanCount).toBe(1));
});
