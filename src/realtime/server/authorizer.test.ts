import { describe, expect, it, vi } from 'vitest';
import { Authorizer } from './authorizer';
import { grantOf } from './stream.fixture';
import { type Grant, Subscriber } from './subscriber';

const MINUTE = 60_000;
const START = 1_000 * 60 * MINUTE;

/** Changes as the database keeps them: numbered, and told again to whoever asks from below. */
class Access {
  readonly changes: { at: number; sessionId: string }[] = [];
  readonly revoked = new Set<string>();
  readonly asked: string[][] = [];
  failing = false;
  reset = false;

  revoke(sessionId: string): void {
    this.revoked.add(sessionId);
    this.changes.push({ at: this.changes.length + 1, sessionId });
  }

  accessChanges = async (since: string) => {
    const found = this.changes.filter(({ at }) => at > Number(since)).map(({ sessionId }) => sessionId);
    const touches = ({ sessionId }: Grant) => found.includes(sessionId);
    return { until: String(this.changes.length), changed: found.length > 0, touches, reset: this.reset };
  };

  stillAllowed = async (grants: readonly Grant[]) => {
    this.asked.push(grants.map(({ sessionId }) => sessionId));
    if (this.failing) throw new Error('database is away');
    const left = grants.filter(({ sessionId }) => !this.revoked.has(sessionId));
    return new Map(left.map((grant) => [grant, grant.audience]));
  };
}

function streamsOf(...sessions: string[]): Set<Subscriber> {
  return addStreams(new Set(), ...sessions);
}

function addStreams(streams: Set<Subscriber>, ...sessions: string[]): Set<Subscriber> {
  for (const sessionId of sessions) {
    const sink = {
      transport: 'raw' as const,
      closed: false,
      unsent: 0,
      write: vi.fn(),
      end: vi.fn(),
      onDrain: vi.fn(),
      onClose: vi.fn(),
    };
    const id = `${sessionId}-${streams.size}`;
    streams.add(new Subscriber(id, grantOf({ sessionId }), sink, 0, Infinity, (gone) => streams.delete(gone)));
  }
  return streams;
}
const sessionsIn = (streams: Set<Subscriber>) => [...streams].map(({ grant }) => grant.sessionId);

describe('who may still listen', () => {
  it('is asked for all at first, then only for those whom a change touches, once for each session', async () => {
    const access = new Access();
    const authorizer = new Authorizer(access);
    const streams = streamsOf('s1', 's1', 's2', 's3');
    await authorizer.check(streams, START);
    await authorizer.check(streams, START + 1_000);
    access.revoke('s1');
    await authorizer.check(streams, START + 2_000);
    expect(access.asked).toEqual([['s1', 's2', 's3'], ['s1']]);
    expect(sessionsIn(streams)).toEqual(['s2', 's3']);
  });

  it('does not visit the streams when nothing has changed', async () => {
    const authorizer = new Authorizer(new Access());
    const streams = streamsOf('s1');
    await authorizer.check(streams, START);
    const visit = vi.spyOn(streams, Symbol.iterator);
    await authorizer.check(streams, START + 1_000);
    expect(visit).not.toHaveBeenCalled();
  });

  it('lets other work in while it looks for the streams that a change touches', async () => {
    const access = new Access();
    const authorizer = new Authorizer(access);
    const streams = streamsOf(...Array.from({ length: 2_000 }, (_, i) => `s${i}`));
    await authorizer.check(streams, START);
    access.revoke('s1999');
    let turns = 0;
    const count = () => {
      turns += 1;
      counting = setImmediate(count);
    };
    let counting = setImmediate(count);
    await authorizer.check(streams, START + 1_000);
    clearImmediate(counting);
    expect(turns).toBeGreaterThanOrEqual(4);
    expect(streams.size).toBe(1_999);
  });

  it('catches a stream that was still opening when its change was first read', async () => {
    const access = new Access();
    const authorizer = new Authorizer(access);
    const streams = streamsOf('s1');
    await authorizer.check(streams, START);
    access.revoke('s2');
    await authorizer.check(streams, START + 1_000);
    addStreams(streams, 's2');
    await authorizer.check(streams, START + 20_000);
    expect(access.asked.at(-1)).toEqual(['s2']);
    expect(sessionsIn(streams)).toEqual(['s1']);
  });

  it('does not read the same change for ever', async () => {
    const access = new Access();
    const authorizer = new Authorizer(access);
    const streams = streamsOf('s1');
    await authorizer.check(streams, START);
    access.revoke('s9');
    const since = vi.spyOn(access, 'accessChanges');
    const watched = new Authorizer(access);
    for (let at = START; at < START + 3 * MINUTE; at += 1_000) await watched.check(streams, at);
    expect(since).toHaveBeenLastCalledWith('1');
  });

  it('is asked again for a change that could not be checked', async () => {
    const access = new Access();
    const authorizer = new Authorizer(access);
    const streams = streamsOf('s1', 's2');
    await authorizer.check(streams, START);
    access.revoke('s1');
    access.failing = true;
    await expect(authorizer.check(streams, START + 1_000)).rejects.toThrow('away');
    await expect(authorizer.check(streams, START + 2 * MINUTE)).rejects.toThrow('away');
    access.failing = false;
    await authorizer.check(streams, START + 4 * MINUTE);
    expect(sessionsIn(streams)).toEqual(['s2']);
  });

  it.each(['a quarter hour begins', 'the count of changes began anew'])('is asked for all when %s', async (why) => {
    const access = new Access();
    const authorizer = new Authorizer(access);
    const streams = streamsOf('s1', 's2');
    await authorizer.check(streams, START);
    access.revoked.add('s2');
    access.reset = why !== 'a quarter hour begins';
    await authorizer.check(streams, START + (access.reset ? 1_000 : 15 * MINUTE));
    expect(sessionsIn(streams)).toEqual(['s1']);
  });
});
