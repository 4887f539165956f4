import { expect, it } from 'vitest';
import { db } from '@/platform/db/transaction';
import { Fleet } from '@/platform/fleet/fleet';
import { Others } from '@/platform/fleet/others';
import type { StreamInfo } from '@/platform/fleet/stream-lists';
import { describeDatabases } from '../../../tests/support/databases';
import { closeElsewhere, fleet, listElsewhere, offerStreams } from './process';

const STREAM: StreamInfo = {
  connectionId: 'c1',
  instanceId: 'i1',
  businessId: 'b1',
  userId: 'u1',
  device: 'Chrome',
  audience: 'full',
  transport: 'raw',
  openedAt: 1,
  startSeq: 1,
  sentSeq: 2,
  head: 2,
  unsentBytes: 0,
};
const NO_COUNTS = { businesses: new Map<string, number>(), users: new Map<string, number>() };
const fail = (error: unknown) => {
  throw error;
};

describeDatabases('this process among others', (kind) => {
  it('is alone on the embedded database', async () => {
    if (kind === 'postgres') return;
    expect(fleet()).toBeNull();
    expect([await listElsewhere('all'), await closeElsewhere('c1')]).toEqual([[], false]);
  });

  it('shows another process the streams it offers, and closes those it is asked to', async () => {
    const own = fleet();
    if (!own) return;
    const closed: string[] = [];
    offerStreams({ list: () => [STREAM], close: (id) => closed.push(id) > 0 });
    let theirs: readonly StreamInfo[] = [];
    const streams = { list: () => theirs, close: () => true };
    const other = new Fleet({ db: db(), others: new Others(), counts: () => NO_COUNTS, streams, onError: fail });
    theirs = [{ ...STREAM, connectionId: 'c2' }];
    await other.beat();
    await listElsewhere(['b1']);
    for (const process of [other, own]) await process.beat();
    expect(await listElsewhere(['b1'])).toEqual(theirs);
    expect(await closeElsewhere('c2')).toBe(true);
    expect(await closeElsewhere('nobody')).toBe(false);
    expect(closed).toEqual([]);
    await closeElsewhere('c1');
    await own.beat();
    expect(closed).toContain('c1');
    await other.leave();
  });
});
