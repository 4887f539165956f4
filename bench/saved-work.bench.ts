import { randomUUID } from 'node:crypto';
import { digestRows } from '../src/modules/reservations/digest';
import { type Api, signIn } from '../tests/support/api';
import { startServer } from '../tests/support/server';
import { sha256 } from '../tests/support/sha256';
import { sleep, until } from '../tests/support/until';
import { writeResults } from './lib';
import { total, Wire } from './wire';

/**
 * Requests and bytes per device-hour, the product against 30 s polling, over one evening played once.
 * Time is compressed: the evening's events happen one after another, and what depends on the hours alone is computed from
 * measured sizes: a poll costs what the list weighed at that moment, a heartbeat what one weighed on the wire. Every heartbeat is
 * charged to the product although busy streams skip some, and the poller is charged one request where the app it replaces made two.
 */
const HOURS = 5;
const POLL_SECONDS = 30;
const PARTIES = 80;
const SCANS_PER_PARTY = 3;
const EDITS = 40;
const HEARTBEAT_SECONDS = 30;
const STREAM_LIFE_HOURS = 4;
/** AUDIT_PERIOD_MS is twenty minutes. */
const AUDITS_PER_HOUR = 3;

const server = await startServer({ env: { SSE_HEARTBEAT_MS: '1000' } });
try {
  const host = await signIn(server.url, 'host');
  const device = new Wire(host);
  const listPath = `/api/reservas?businessId=${host.businessId}&include=stats`;
  const streamPath = (cursor: string) =>
    `/api/reservas/events?businessId=${host.businessId}&lastEventId=${encodeURIComponent(cursor)}`;

  const quiet = await measureHeartbeat(device, streamPath, listPath);
  const snapshot = await device.get(listPath);
  const { cursor } = JSON.parse(snapshot.body) as { cursor: string };
  const stream = await device.stream(streamPath(cursor));
  let events = 0;
  let heartbeats = 0;
  let connectionId = '';
  let auditId = '';
  stream.onText((text) => {
    events += text.split('"seq":').length - 1;
    heartbeats += text.split('"type":"heartbeat"').length - 1;
    connectionId ||= /"connectionId":"([^"]+)"/.exec(text)?.[1] ?? '';
    auditId ||= /"auditId":"([^"]+)"/.exec(text)?.[1] ?? '';
  });

  const pollSizes: number[] = [snapshot].map(total);
  const played = await playEvening(host, async () => {
    pollSizes.push(total(await device.get(listPath)));
  });
  await until('every event is on the device', () => events >= played);
  const live = total(stream.traffic()) - heartbeats * quiet.bytes;
  const owner = await signIn(server.url, 'owner');
  await owner.ok('POST', `/api/monitor/dispositivos/${connectionId}/comprobar?businessId=${owner.businessId}`, {});
  await until('the check', () => auditId !== '');
  const audit = await measureAudit(device, host, { connectionId, auditId });
  stream.close();
  device.close();

  const polls = (HOURS * 3600) / POLL_SECONDS;
  const meanPoll = pollSizes.reduce((sum, size) => sum + size, 0) / pollSizes.length;
  const handOvers = Math.floor(HOURS / STREAM_LIFE_HOURS);
  const product = {
    requests: 2 + handOvers + HOURS * AUDITS_PER_HOUR,
    bytes:
      total(snapshot) +
      live +
      ((HOURS * 3600) / HEARTBEAT_SECONDS) * quiet.bytes +
      handOvers * quiet.connectBytes +
      HOURS * AUDITS_PER_HOUR * audit,
  };
  const polling = { requests: polls, bytes: polls * meanPoll };
  const perHour = (value: number) => value / HOURS;
  const saved = (ours: number, theirs: number) => `${((1 - ours / theirs) * 100).toFixed(1)} %`;
  const kilobytes = (bytes: number) => `${Math.round(perHour(bytes) / 1000).toLocaleString('en')} KB`;
  writeResults(
    'saved-work',
    [
      {
        what: `Requests per device and hour, against polling every ${POLL_SECONDS} s`,
        value: `${perHour(product.requests).toFixed(1)} instead of ${perHour(polls)} (−${saved(product.requests, polls)})`,
      },
      {
        what: 'Bytes per device and hour, both directions, headers included',
        value: `${kilobytes(product.bytes)} instead of ${kilobytes(polling.bytes)} (−${saved(product.bytes, polling.bytes)})`,
      },
    ],
    { hours: HOURS, events: played, heartbeat: quiet, meanPoll, audit, product, polling },
  );
} finally {
  await server.stop();
}

/** Bytes of one heartbeat and of opening a stream, from an idle stream's growth. */
async function measureHeartbeat(device: Wire, streamPath: (cursor: string) => string, listPath: string) {
  const { cursor } = JSON.parse((await device.get(listPath)).body) as { cursor: string };
  const stream = await device.stream(streamPath(cursor));
  let beats = 0;
  stream.onText((text) => {
    beats += text.split('"type":"heartbeat"').length - 1;
  });
  await sleep(300);
  const connectBytes = total(stream.traffic());
  await until('a first heartbeat', () => beats >= 1);
  const atFirst = stream.traffic();
  const counted = beats;
  await until('more heartbeats', () => beats >= counted + 3);
  const bytes = Math.round((total(stream.traffic()) - total(atFirst)) / (beats - counted));
  stream.close();
  return { bytes, connectBytes };
}

/** Bytes of one answer to the auditor by a device that is in sync. */
async function measureAudit(
  device: Wire,
  host: Api,
  asked: { connectionId: string; auditId: string },
): Promise<number> {
  const { day, reservations, cursor } = await host.list();
  const lists = [{ day, rows: reservations.length, digest: digestRows(reservations, sha256) }];
  const answer = { ...asked, cursor, hidden: false, healed: false, attempt: 0, lists };
  const exchange = await device.post(`/api/monitor/auditoria?businessId=${host.businessId}`, answer);
  if (!exchange.body.includes('in-sync')) throw new Error(`an audit answered ${exchange.body}`);
  return total(exchange);
}

/** Books, scans and edits; calls `atEachStep` ten times, spread evenly. Returns the number of events made. */
async function playEvening(host: Api, atEachStep: () => Promise<void>): Promise<number> {
  let events = 0;
  const passes: { id: string; qrCode: string }[] = [];
  for (let party = 0; party < PARTIES; party++) {
    const { reservation, qrCode } = await host.createWithPass({
      customerName: `Invitado Número ${party}`,
      customerPhone: `+5939${String(10_000_000 + party)}`,
      guestCount: SCANS_PER_PARTY + 1,
    });
    events += 1;
    passes.push({ id: reservation.id, qrCode });
    if (party % 20 === 19) await atEachStep();
  }
  let step = 0;
  for (let round = 0; round < SCANS_PER_PARTY; round++) {
    for (const { qrCode } of passes) {
      const { status } = await host.scan(qrCode, randomUUID());
      if (status !== 200) throw new Error(`a scan answered ${status}`);
      events += 1;
      step += 1;
      if (step % 40 === 0) await atEachStep();
    }
  }
  for (const { id } of passes.slice(0, EDITS)) {
    await host.ok('PUT', `/api/reservas/${id}?businessId=${host.businessId}`, { tableName: `M${events % 30}` });
    events += 1;
  }
  return events;
}
