import { rmSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, expect, inject, it } from 'vitest';
import { signIn } from '../support/api';
import { expectNothingLost } from '../support/checker';
import { Device } from '../support/device';
import { probeFile, probeProcess, probing } from '../support/heap';
import { type Cable, FaultyProxy, plain } from '../support/proxy';
import { startServer, type TestServer } from '../support/server';
import { sleep, until } from '../support/until';

const READERS = 3;
const EVENTS = 3000;
const NOTE = 10_000;
/** 256 KiB, one write of 64 KiB behind it, and the event that passed the mark. */
const BOUND = 256 * 1024 + 64 * 1024 + 4 * NOTE;

let server: TestServer;
let proxy: FaultyProxy | undefined;
afterAll(async () => {
  await proxy?.close();
  await server?.stop();
  rmSync(probeFile, { force: true });
});

it(`${READERS} readers stop while ${(EVENTS * NOTE) / 1e6} MB come: what waits for them stays bounded, they are told, and resume`, async () => {
  server = await startServer({ postgresUrl: inject('postgresUrl'), ...probing() });
  proxy = await FaultyProxy.listen(server.port);
  const { url } = proxy;
  const stopped: Cable[] = [];
  proxy.fault = () => ({
    down: (bytes, cable) => {
      if (cable.isStream && !stopped.includes(cable)) stopped.push(cable);
      cable.pass(bytes);
    },
  });
  const host = await signIn(server.url, 'host');
  const { reservation } = await host.createWithPass();
  const reading = await Device.open(host);
  const slow = await Promise.all(Array.from({ length: READERS }, () => Device.open(host, { origin: () => url })));
  await until('all are live', () => [reading, ...slow].every(({ state }) => state.status === 'connected'));
  for (const cable of stopped) cable.hold(true);

  await rewriteNotes(server, reservation.id);
  let worst = 0;
  const closed = await until(
    'the server has given them up',
    async () => {
      // Each probe keeps the server busy for a while.
      await sleep(500);
      const { unsent, closes } = await probeProcess(server.pid());
      worst = Math.max(worst, unsent);
      return closes['slow-consumer'] === READERS && { unsent: worst };
    },
    60_000,
  );
  proxy.fault = plain;
  for (const cable of stopped) cable.hold(false);
  expect(closed.unsent).toBeLessThanOrEqual(BOUND);
  expect(closed.unsent).toBeGreaterThan(0);
  await until('the reader has read it all', () => reading.events.length >= EVENTS, 120_000);

  await expectNothingLost(server, [reading, ...slow], { acknowledged: [], parties: [reservation.id] });
  for (const device of slow) {
    expect(device.codes).toContain('slow-consumer');
    expect(device.events).toHaveLength(EVENTS);
  }
  expect(reading.codes).toEqual([]);
});

/** As many edits of one reservation, written at once past the product: its own speed is not what is tested. */
async function rewriteNotes(server: TestServer, id: string): Promise<void> {
  const client = new Client({ connectionString: server.env.DATABASE_URL });
  await client.connect();
  await client.query('begin');
  await client.query(
    `with old as (select b.id, b.epoch, b.event_seq, r.business_day from business b
                    join reservation r on r.business_id = b.id where r.id = $1)
     insert into reservation_event (business_id, seq, epoch, payload)
     select id, event_seq + n, epoch, json_build_object('type', 'reservation-updated', 'businessId', id, 'seq', event_seq + n,
              'timestamp', '2026-11-21T23:00:00.000Z', 'reservationId', $1::text, 'businessDay', business_day,
              'updates', json_build_object('notes', n || repeat('x', $3)))::text
       from old, generate_series(1, $2) n`,
    [id, EVENTS, NOTE],
  );
  await client.query(
    `with moved as (update business b set event_seq = event_seq + $2 from reservation r
                     where r.id = $1 and r.business_id = b.id returning b.event_seq)
     update reservation set notes = $2 || repeat('x', $3), version = moved.event_seq from moved where id = $1`,
    [id, EVENTS, NOTE],
  );
  await client.query('commit');
  await client.end();
}
