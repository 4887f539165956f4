import { deviceAudit } from '@db/schema/monitor';
import { session } from '@db/schema/people';
import { expect, it } from 'vitest';
import { WebSink } from '@/realtime/server/web-sink';
import { db } from '@/server/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { until } from '../../../tests/support/until';
import { hub } from '../hub';
import { auditVerdicts } from '../metrics/instruments';
import { listStreams } from '../presence';
import { answerAudit } from './answer-audit';
import { auditDevices } from './auditor';
import { readOverview } from './overview';

const LATER = 60_000;

/** Opens a stream as the venue's host; `text` is what it was sent. */
async function openStream({ venue, as }: TestVenue, device: string) {
  const abort = new AbortController();
  const sinks: WebSink[] = [];
  const grant = { businessId: venue.id, userId: as('HOST').userId, sessionId: 's', audience: 'full', device };
  await hub().open(grant, undefined, () => {
    const sink = new WebSink(abort.signal);
    sinks.push(sink);
    return sink;
  });
  const stream = { text: '', leave: () => abort.abort() };
  const body = sinks[0]?.response.body;
  if (!body) throw new Error('refused');
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) stream.text += decoder.decode(chunk);
  };
  read().catch(() => {});
  return stream;
}

describeDatabases('the auditor and the console', () => {
  it('asks some streams at a time, each about once a period, and notes who does not answer', async () => {
    const venue = await makeVenue();
    // Streams without a session are revoked within a second.
    const expiresAt = new Date(Date.now() + 60_000);
    await db()
      .insert(session)
      .values({ id: 's', token: 't', userId: venue.as('HOST').userId, expiresAt });
    await makeReservation(venue);
    const streams: Awaited<ReturnType<typeof openStream>>[] = [];
    for (let n = 0; n < 40; n += 1) streams.push(await openStream(venue, `Prueba ${n}`));
    const [first] = streams;
    await until('live', async () => (await listStreams([venue.venue.id])).length === 40);
    const asked = () => streams.filter(({ text }) => text.includes('"type":"audit"')).length;

    await auditDevices(Date.now(), () => 0);
    expect(asked(), 'young streams are left alone').toBe(0);
    let draws = 0;
    // A period of twenty minutes looks 240 times: one draw in 240 asks.
    const draw = () => {
      draws += 1;
      return draws % 240 === 0 ? 0 : 0.5;
    };
    for (let look = 0; look < 6; look += 1) await auditDevices(Date.now() + LATER, draw);
    await until('one was asked', () => asked() === 1);

    const silent = async () =>
      (await auditVerdicts.get()).values.find(({ labels }) => labels.verdict === 'silent')?.value ?? 0;
    const before = await silent();
    await auditDevices(Date.now() + 3 * LATER, () => 1);
    const verdicts = await db().select().from(deviceAudit);
    expect(verdicts).toMatchObject([{ verdict: 'silent', rows: 0 }]);
    expect((await silent()) - before).toBe(1);

    const watcher = { userId: 'u', requestId: 'r', role: 'OWNER' as const, venue: venue.venue, now: new Date() };
    const overview = await readOverview(watcher, {});
    expect(overview.totals).toMatchObject({ streams: 40, people: 1, states: { silent: 1, unchecked: 39 } });
    expect(overview.devices[0]).toMatchObject({ state: 'silent', reason: 'no-answer', role: 'HOST' });
    const found = await readOverview(watcher, { q: 'prueba 7' });
    expect(found.matched).toBe(1);
    expect(found.devices.map(({ device }) => device)).toEqual(['Prueba 7']);
    expect((await readOverview(watcher, { state: 'silent' })).matched).toBe(1);

    first?.leave();
    await until('gone', async () => (await listStreams([venue.venue.id])).length === 39);
    const later = await readOverview({ ...watcher, now: new Date(Date.now() + 2_000) }, { state: 'away' });
    expect(later.devices).toMatchObject([{ device: 'Prueba 0', state: 'away', connectionId: null }]);
    const other = await makeVenue();
    const theirs = await readOverview({ ...watcher, venue: other.venue }, {});
    expect([theirs.totals.streams, theirs.audits, theirs.devices]).toEqual([0, [], []]);
    const operator = await readOverview({ ...watcher, role: 'OPERATOR', venue: null }, {});
    expect(operator.venues?.find(({ id }) => id === venue.venue.id)).toMatchObject({ streams: 39 });
    for (const stream of streams) stream.leave();
    hub().close();
  });

  it('takes an answer off those awaited, and refuses the one that never stops', async () => {
    const venue = await makeVenue();
    const ctx = venue.as('HOST');
    const answer = {
      ...{ connectionId: 'c', cursor: { epoch: 'none', seq: 0 }, hidden: false, healed: false, attempt: 0 },
      lists: [],
    };
    const replies = [];
    for (let n = 0; n < 301; n += 1) replies.push(await answerAudit(ctx, answer).catch((error: unknown) => error));
    expect(replies[0]).toEqual({ next: 'done', verdict: 'moved' });
    expect(replies.at(-1)).toMatchObject({ code: 'RATE_LIMITED' });
    const kept = await db().select().from(deviceAudit);
    expect(kept.filter(({ verdict }) => verdict === 'moved')).toHaveLength(300);
  });
});
