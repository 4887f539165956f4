import { expect, it } from 'vitest';
import { type OutageReport, OutageWatch } from './outage';
import type { StreamFailure, StreamState } from './state';

type Note = Pick<StreamState, 'status' | 'transport' | 'failure'>;

function watchOf() {
  const told: OutageReport[] = [];
  const clock = { now: 1_000_000 };
  let drawn = 0;
  const random = () => {
    drawn += 1 / 16;
    return drawn;
  };
  const watch = new OutageWatch({ now: () => clock.now, random, tell: (report) => told.push(report) });
  const note = (changes: Partial<Note>) =>
    watch.note({ status: 'reconnecting', transport: 'none', failure: null, ...changes });
  const fail = (kind: StreamFailure['kind'], status: Note['status'] = 'reconnecting') => {
    const failure = { kind };
    note({ status, failure });
    // A view may be told of the same state twice.
    note({ status, failure });
  };
  const connect = () => note({ status: 'connected', transport: 'raw' });
  return { told, clock, watch, note, fail, connect };
}

it('tells once of an outage that lasted, with what failed how often', () => {
  const { told, clock, fail, connect } = watchOf();
  fail('broken');
  clock.now += 11_000;
  fail('unreachable');
  connect();
  connect();
  expect(told).toMatchObject([
    { attempts: 2, causes: { broken: 1, unreachable: 1 }, downMs: 11_000, recovered: true, transport: 'raw' },
  ]);
});

it('says nothing of a hand-over, nor of a break that was mended at once', () => {
  const { told, clock, note, fail, connect } = watchOf();
  note({ status: 'reconnecting' });
  clock.now += 60_000;
  connect();
  fail('broken');
  clock.now += 900;
  connect();
  expect(told).toEqual([]);
});

it('tells when polling takes over, and of the same outage when the stream is back', () => {
  const { told, fail, connect } = watchOf();
  fail('buffered', 'error');
  fail('buffered', 'error');
  connect();
  expect(told.map(({ recovered, attempts }) => [recovered, attempts])).toEqual([
    [false, 1],
    [true, 2],
  ]);
  expect(told[0]?.outageId).toBe(told[1]?.outageId);
  expect(told[0]?.outageId).toMatch(/^[A-Za-z0-9_-]{8,40}$/);
  fail('dead');
  fail('unreachable');
  fail('unreachable');
  connect();
  expect(told).toHaveLength(3);
  expect(told[2]?.outageId).not.toBe(told[1]?.outageId);
});

it('tells what it has when the page goes, and forgets an outage that was stopped', () => {
  const { told, clock, watch, note, fail, connect } = watchOf();
  fail('unreachable');
  watch.leave();
  expect(told).toEqual([]);
  clock.now += 20_000;
  watch.leave();
  expect(told).toMatchObject([{ recovered: false, downMs: 20_000 }]);
  note({ status: 'disconnected' });
  connect();
  expect(told).toHaveLength(1);
});
