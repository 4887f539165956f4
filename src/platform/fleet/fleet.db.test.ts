import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeDatabases } from '../../../tests/support/databases';
import { db } from '../db/transaction';
import { sweep } from './beat';
import { Fleet } from './fleet';
import { Others } from './others';
import { askToClose, readLists, type StreamInfo } from './stream-lists';
import { instance, streamCount } from './tables';

/** A process of its own on the shared database, beaten by hand. */
function makeProcess() {
  const counts = { businesses: new Map<string, number>(), users: new Map<string, number>() };
  const others = new Others();
  const closed: string[] = [];
  const streams: StreamInfo[] = [];
  const fleet = new Fleet({
    db: db(),
    others,
    counts: () => counts,
    streams: {
      list: (ids) => (ids === 'all' ? streams : streams.filter(({ businessId }) => ids.includes(businessId))),
      close: (id) => closed.push(id) > 0,
    },
    onError: (error) => {
      throw error;
    },
  });
  return { fleet, others, ...counts, streams, closed };
}

const streamOf = (instanceId: string, connectionId: string, businessId = 'b1'): StreamInfo => ({
  connectionId,
  instanceId,
  businessId,
  userId: 'u1',
  device: 'Chrome',
  audience: 'full',
  transport: 'raw',
  openedAt: 1,
  startSeq: 1,
  sentSeq: 2,
  head: 3,
  unsentBytes: 0,
});
const silence = (id: string, seconds: number) =>
  db()
    .update(instance)
    .set({ seenAt: sql`now() - make_interval(secs => ${seconds})` })
    .where(eq(instance.id, id));

describeDatabases('processes on one database', () => {
  beforeEach(async () => {
    await db().execute(sql`truncate instance, stream_count, stream_watch, stream_list, stream_closing`);
  });

  it('learn what the others have, as it grows, shrinks and ends', async () => {
    const [a, b, c] = [makeProcess(), makeProcess(), makeProcess()];
    a.businesses.set('b1', 3).set('b2', 1);
    a.users.set('u1', 4);
    b.businesses.set('b1', 2);
    for (const { fleet } of [a, b, c]) await fleet.beat();
    expect([c.others.streamsOfBusiness('b1'), c.others.streamsOfBusiness('b2')]).toEqual([5, 1]);
    expect([c.others.streamsOfUser('u1'), c.others.processes]).toEqual([4, 3]);
    await a.fleet.beat();
    expect([a.others.streamsOfBusiness('b1'), a.others.streamsOfBusiness('b2')]).toEqual([2, 0]);

    a.businesses.set('b1', 1).delete('b2');
    a.users.clear();
    for (const { fleet } of [a, b, c]) await fleet.beat();
    expect([c.others.streamsOfBusiness('b1'), c.others.streamsOfBusiness('b2')]).toEqual([3, 0]);
    expect(c.others.streamsOfUser('u1')).toBe(0);
  });

  it('write nothing but a sign of life when nothing changed', async () => {
    const a = makeProcess();
    a.businesses.set('b1', 1);
    await a.fleet.beat();
    const [before] = await db().select().from(streamCount);
    await a.fleet.beat();
    expect(await db().select().from(streamCount)).toEqual([before]);
  });

  it('stop counting one that is silent, and count it again when it comes back', async () => {
    const [a, b] = [makeProcess(), makeProcess()];
    a.businesses.set('b1', 3);
    await a.fleet.beat();
    await b.fleet.beat();
    expect([b.others.processes, b.others.streamsOfBusiness('b1')]).toEqual([2, 3]);
    await silence(a.fleet.id, 5);
    await b.fleet.beat();
    expect([b.others.processes, b.others.streamsOfBusiness('b1')]).toEqual([1, 0]);
    expect(b.others.isAlone, 'it may still take over streams').toBe(false);
    await a.fleet.beat();
    await b.fleet.beat();
    expect([b.others.processes, b.others.streamsOfBusiness('b1')]).toEqual([2, 3]);
  });

  it('remove one that is lost, which tells everything anew when it was only away', async () => {
    const [a, b] = [makeProcess(), makeProcess()];
    a.businesses.set('b1', 3).set('b2', 7);
    b.businesses.set('b3', 1);
    for (const { fleet } of [a, b, a]) await fleet.beat();
    await silence(a.fleet.id, 60);
    await sweep(db());
    expect((await db().select().from(streamCount)).map(({ key }) => key)).toEqual(['b3']);
    await b.fleet.beat();
    b.businesses.set('b3', 2);
    a.businesses.delete('b2');
    for (const { fleet } of [b, a, a, b]) await fleet.beat();
    expect([b.others.streamsOfBusiness('b1'), b.others.streamsOfBusiness('b2')]).toEqual([3, 0]);
    expect(a.others.streamsOfBusiness('b3')).toBe(2);
  });

  it('tell everything anew when the database has lost its unlogged tables', async () => {
    const [a, b] = [makeProcess(), makeProcess()];
    a.businesses.set('b1', 3);
    await a.fleet.beat();
    await b.fleet.beat();
    await db().execute(sql`truncate instance, stream_count, stream_list`);
    for (const { fleet } of [b, a, b]) await fleet.beat();
    await a.fleet.beat();
    await b.fleet.beat();
    expect(b.others.streamsOfBusiness('b1')).toBe(3);
  });

  it('count no longer once they have left', async () => {
    const [a, b] = [makeProcess(), makeProcess()];
    a.businesses.set('b1', 3);
    await a.fleet.beat();
    await b.fleet.beat();
    await a.fleet.leave();
    await b.fleet.beat();
    expect([b.others.processes, b.others.streamsOfBusiness('b1')]).toEqual([1, 0]);
    expect(b.others.isAlone).toBe(true);
    expect(await db().select().from(streamCount)).toEqual([]);
  });

  it('follow a storm in bounded statements', async () => {
    const [a, b] = [makeProcess(), makeProcess()];
    for (let i = 0; i < 12_000; i++) a.users.set(`u${i}`, 1);
    await a.fleet.beat();
    expect((await db().select().from(streamCount)).length).toBe(5_000);
    await a.fleet.beat();
    await a.fleet.beat();
    await b.fleet.beat();
    expect(b.others.streamsOfUser('u11999')).toBe(1);
  });

  it('list the streams of a watched business, and of no other', async () => {
    const [a, b] = [makeProcess(), makeProcess()];
    a.streams.push(streamOf(a.fleet.id, 'c1'), streamOf(a.fleet.id, 'c2', 'b2'));
    const look = (ids: readonly string[] | 'all') => readLists(db(), b.fleet.id, ids);
    await a.fleet.beat();
    expect(await look(['b1'])).toEqual([]);
    await a.fleet.beat();
    expect(await look(['b1'])).toEqual([a.streams[0]]);
    expect(await look('all')).toEqual([a.streams[0]]);
    await a.fleet.beat();
    expect(await look('all')).toEqual(a.streams);
    expect(await readLists(db(), a.fleet.id, 'all')).toEqual([]);
    a.streams.splice(0, 1);
    await a.fleet.beat();
    expect(await look(['b1', 'b2'])).toEqual(a.streams);
  });

  it('close a stream that another has, and know when nobody has it', async () => {
    const [a, b] = [makeProcess(), makeProcess()];
    a.streams.push(streamOf(a.fleet.id, 'c1'));
    await a.fleet.beat();
    await readLists(db(), b.fleet.id, 'all');
    await a.fleet.beat();
    expect(await askToClose(db(), 'nobody')).toBe(false);
    expect(await askToClose(db(), 'c1')).toBe(true);
    await a.fleet.beat();
    expect(a.closed).toEqual(['c1']);
  });

  it('keep all this out of the write-ahead log', async () => {
    const { rows } = (await db().execute(
      sql`select relname from pg_class where relpersistence = 'u' and relkind = 'r' order by relname`,
    )) as unknown as { rows: { relname: string }[] };
    expect(rows.map(({ relname }) => relname)).toEqual([
      'instance',
      'stream_closing',
      'stream_count',
      'stream_list',
      'stream_watch',
    ]);
  });
});
