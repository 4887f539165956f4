import { expect } from 'vitest';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { Device } from './device';
import type { Acknowledged } from './phone';
import type { TestServer } from './server';
import { readTruth, type Truth } from './truth';
import { until } from './until';

/** Generous: a device that waits out its longest counted delay on a busy machine is still in time. Milliseconds. */
const CONVERGED_WITHIN = 90_000;

/** Waits until each device stands at the head of the log, then compares all it shows with what the server reads from the database. */
export async function expectConverged(devices: readonly Device[]): Promise<void> {
  for (const device of devices) {
    await until(
      'the device stands at the head of the log',
      async () => {
        const list = await device.list().catch(() => null);
        const head = parseCursor(list?.cursor);
        const isThere = head?.seq === device.seq && head.epoch === device.cursor.epoch;
        if (!list || !isThere || device.streamed.seq !== head.seq) return false;
        expect(device.rows).toEqual(list.reservations);
        return true;
      },
      CONVERGED_WITHIN,
    ).catch((error: Error) => {
      const { status, failure } = device.state;
      const { seq, streamed, connects, codes, failures } = device;
      throw new Error(JSON.stringify({ status, failure, seq, streamed, connects, codes, failures }), { cause: error });
    });
    expect(device.faults).toEqual([]);
  }
}

/**
 * The checker of every fault. Nothing may be scanning any more. Holds when
 * - each device shows exactly what the database holds, was handed the log's own events in the log's order, and stands at its head;
 * - the log has no hole, and each entry of the ledger is one event of it;
 * - of the parties scanned, the ledger holds each acknowledged scan once and nothing else, and adds up to the count.
 * Devices are closed; an embedded server is stopped to read its tables.
 */
export async function expectNothingLost(
  server: TestServer,
  devices: readonly Device[],
  scanned: { readonly acknowledged: readonly Acknowledged[]; readonly parties: readonly string[] },
): Promise<Truth> {
  const [first] = devices;
  if (!first) throw new Error('no device to check');
  await expectConverged(devices);
  for (const device of devices) await device.close();
  const truth = await readTruth(server, first.api.businessId);
  expectWhole(truth);
  for (const device of devices) expectHandedFrom(truth, device);
  const counted = truth.ledger.filter(({ reservationId }) => scanned.parties.includes(reservationId));
  const asked = scanned.acknowledged.map(({ reservationId, nonce }) => `${reservationId} ${nonce}`);
  expect(counted.map(({ reservationId, nonce }) => `${reservationId} ${nonce}`).toSorted()).toEqual(asked.toSorted());
  return truth;
}

function expectWhole({ seq, floor, reservations, ledger, events }: Truth): void {
  expect(events.map((event) => event.seq)).toEqual(Array.from({ length: seq - floor }, (_, i) => floor + 1 + i));
  for (const { id, scanCount } of reservations) {
    const deltas = ledger.filter(({ reservationId }) => reservationId === id).map(({ delta }) => delta);
    expect([id, deltas.reduce((sum, delta) => sum + delta, 0)]).toEqual([id, scanCount]);
  }
  const told = events
    .map((event) => JSON.parse(event.payload))
    .filter(({ type }) => type === 'qr-scanned')
    .map(({ seq: at, reservationId, increment }) => ({ seq: at, reservationId, delta: increment }));
  const kept = ledger.filter((entry) => entry.seq > floor);
  expect(told).toEqual(kept.map(({ seq: at, reservationId, delta }) => ({ seq: at, reservationId, delta })));
}

/**
 * Events of an older epoch are gone from the log; the door's have an epoch of its own made from the log's, and are projected, so of
 * those only number and kind are compared.
 */
function expectHandedFrom({ events, epoch, reservations }: Truth, device: Device): void {
  const log = new Map(events.map((event) => [event.seq, event.payload]));
  for (const { epoch: of, event } of device.handed) {
    if (device.seesAll ? of !== epoch : !of.startsWith(`${epoch}-`)) continue;
    const logged = JSON.parse(log.get(event.seq) ?? 'null');
    if (event.type === 'skip') expect(logged?.seq).toBe(event.seq);
    else if (device.seesAll) expect(event).toEqual(logged);
    else expect({ type: event.type, seq: event.seq }).toEqual({ type: logged?.type, seq: logged?.seq });
  }
  for (const row of device.rows) {
    const { id, status, scanCount, version, businessDay } = row;
    expect(reservations).toContainEqual({ id, status, scanCount, version, businessDay });
  }
}
