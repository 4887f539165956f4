import { eq } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import type { Context } from '@/modules/access/context';
import { session } from '@/modules/access/tables';
import { keepVerdict } from '@/modules/monitor/keep-verdict';
import type { AuditAnswerInput } from '@/modules/monitor/schema';
import { deviceAudit } from '@/modules/monitor/tables';
import { digestRows } from '@/modules/reservations/digest';
import { listReservations } from '@/modules/reservations/reads';
import { db } from '@/platform/db/transaction';
import { parseCursor } from '@/realtime/protocol/cursor';
import { WebSink } from '@/realtime/server/web-sink';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { sha256 } from '../../../tests/support/sha256';
import { until } from '../../../tests/support/until';
import { hub } from '../hub';
import { listStreams, localStreams } from '../presence';
import { answerAudit } from './answer-audit';
import { ask, auditDevices } from './auditor';
import { checkId } from './check-id';
import { readOverview } from './overview';
import { auditVerdicts } from './verdicts';

const LATER = 60_000;

/** Opens a stream as the venue's host; `text` is what it was sent. */
async function openStream({ venue, as }: TestVenue, device: string, sessionId = 's') {
  const abort = new AbortController();
  const sinks: WebSink[] = [];
  const grant = { businessId: venue.id, userId: as('HOST').userId, sessionId, audience: 'full', device };
  await hub().open(grant, undefined, () => {
    const sink = new WebSink(abort.signal);
    sinks.push(sink);
    return sink;
  });
  const stream = {
    text: '',
    leave: () => abort.abort(),
    /** The id of the check that it was asked. */
    asked: () => /"auditId":"([^"]+)"/.exec(stream.text)?.[1],
  };
  const body = sinks[0]?.response.body;
  if (!body) throw new Error('refused');
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) stream.text += decoder.decode(chunk);
  };
  read().catch(() => {});
  return stream;
}

/** Streams without a session are revoked within a second. */
async function signIn(venue: TestVenue, id: string): Promise<void> {
  const expiresAt = new Date(Date.now() + 60_000);
  await db()
    .insert(session)
    .values({ id, token: id, userId: venue.as('HOST').userId, expiresAt });
}

describeDatabases('the auditor and the console', () => {
  afterAll(() => hub().close());

  it('asks some streams at a time, each about once a period, and notes who does not answer', async () => {
    const venue = await makeVenue();
    await signIn(venue, 's');
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
    await until('all gone', () => localStreams('all').length === 0);
  });

  it('believes an answer only of who was asked, on the stream that was asked, once', async () => {
    const venue = await makeVenue();
    const other = await makeVenue();
    await signIn(venue, 'bound');
    const row = await makeReservation(venue);
    const stream = await openStream(venue, 'Prueba', 'bound');
    await until('live', async () => (await listStreams([venue.venue.id])).length === 1);
    const [info] = localStreams([venue.venue.id]);
    if (!info) throw new Error('no stream');
    expect(await ask(info)).toBe(true);
    await until('asked', () => stream.asked() !== undefined);
    const auditId = stream.asked();
    const { connectionId } = info;
    const ctx = venue.as('HOST', { now: new Date() });
    const { cursor } = await listReservations(ctx, { day: TODAY });
    const position = parseCursor(cursor) ?? { epoch: '', seq: 0 };
    // It says that it holds nothing, which is not so.
    const buckets = Array.from({ length: 16 }, (_, n) => n);
    const lists = [{ day: TODAY, rows: 0, digest: digestRows([], sha256), closer: { buckets, rows: [] } }];
    const answer = { connectionId, auditId, cursor: position, hidden: false, healed: false, attempt: 0, lists };
    const kept = () => db().select().from(deviceAudit).where(eq(deviceAudit.businessId, venue.venue.id));

    const [askedAt = 0] = [Date.now()];
    const foreign = other.as('OWNER', { now: new Date() });
    const forged = checkId({ ...info, askedAt, businessId: other.venue.id });
    const late = new Date(Date.now() + 10 * LATER);
    const refused: [string, Context, Partial<AuditAnswerInput>][] = [
      ['that was not asked', ctx, { auditId: undefined }],
      ['under another id', ctx, { auditId: 'x' }],
      ['under an id without its signature', ctx, { auditId: auditId?.replace(/[^.]+$/, 'AAAA') }],
      ['of another stream', ctx, { connectionId: 'c1' }],
      ['of another member', venue.as('OWNER', { now: new Date() }), {}],
      ['of another venue', foreign, {}],
      ['of another venue, signed for it with this user', foreign, { auditId: forged }],
      ['that comes too late', venue.as('HOST', { now: late }), {}],
      ['that mended what never differed', ctx, { healed: true }],
    ];
    for (const [name, of, changes] of refused) {
      expect([name, await failureOf(answerAudit(of, { ...answer, ...changes }))]).toEqual([name, 'NOT_FOUND']);
    }
    expect(await kept()).toEqual([]);
    const found = async () =>
      (await auditVerdicts.get()).values.find(({ labels }) => labels.verdict === 'differs')?.value ?? 0;
    const before = await found();
    const differs = { next: 'done', verdict: 'differs' };
    expect(await answerAudit(ctx, answer)).toEqual(differs);
    expect(await answerAudit(ctx, answer), 'a retry').toEqual(differs);
    expect(await kept()).toMatchObject([{ connectionId, verdict: 'differs', userId: ctx.userId }]);
    expect((await found()) - before).toBe(1);

    const mended = { ...answer, healed: true, lists: [await wholeList(venue, row.businessDay)] };
    const again = { next: 'again' };
    expect(await answerAudit(ctx, { ...mended, connectionId: 'c1' }), 'another process may have it').toEqual(again);
    expect(await failureOf(answerAudit(ctx, { ...mended, connectionId: 'c1', attempt: 3 }))).toBe('NOT_FOUND');
    expect(await answerAudit(ctx, mended)).toEqual({ next: 'done', verdict: 'healed' });
    expect((await kept()).map(({ verdict }) => verdict).sort()).toEqual(['differs', 'healed']);

    stream.leave();
    await until('gone', async () => localStreams([venue.venue.id]).length === 0);
    expect(await failureOf(answerAudit(ctx, answer)), 'of a stream that has ended').toBe('NOT_FOUND');
  });

  it('lets a late answer replace the silence that was noted, and takes no end of answers', async () => {
    const venue = await makeVenue();
    const verdict = {
      ...{ businessId: venue.venue.id, connectionId: 'c', userId: venue.as('HOST').userId, device: 'x' },
    };
    const rest = { ...verdict, id: 'c.1', seq: 1, rows: 0, hidden: false, differences: [], at: new Date() };
    expect(await keepVerdict({ ...rest, verdict: 'silent' })).toBe(true);
    expect(await keepVerdict({ ...rest, verdict: 'in-sync' })).toBe(true);
    expect(await keepVerdict({ ...rest, verdict: 'silent' })).toBe(false);
    const kept = await db().select().from(deviceAudit).where(eq(deviceAudit.businessId, venue.venue.id));
    expect(kept.map((row) => row.verdict)).toEqual(['in-sync']);

    const cursor = { epoch: 'none', seq: 0 };
    const answer = { connectionId: 'c', cursor, hidden: false, healed: false, attempt: 0, lists: [] };
    const codes = [];
    for (let n = 0; n < 301; n += 1) codes.push(await failureOf(answerAudit(venue.as('DOOR'), answer)));
    expect([codes[0], codes.at(-1)]).toEqual(['NOT_FOUND', 'RATE_LIMITED']);
  });
});

/** The list as the venue's host is shown it. */
async function wholeList(venue: TestVenue, day: string) {
  const { reservations } = await listReservations(venue.as('HOST', { now: new Date() }), { day });
  return { day, rows: reservations.length, digest: digestRows(reservations, sha256) };
}
