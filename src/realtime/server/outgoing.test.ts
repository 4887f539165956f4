import { expect, it } from 'vitest';
import { Frame } from './frame';
import { Outgoing } from './outgoing';
import { MemoryLog } from './stream.fixture';
import { Tail } from './tail';

function make() {
  const tail = new Tail({ entries: 10, bytes: 10_000 });
  const outgoing = new Outgoing(tail);
  const push = (log: MemoryLog) => {
    for (const entry of log.append()) tail.push(new Frame(entry, ({ json }, audience) => `${json} ${audience}`));
    outgoing.upTo = log.head;
  };
  return { tail, outgoing, push };
}

it('makes one write for all that are at one place, and one for each audience', () => {
  const { outgoing, push } = make();
  push(new MemoryLog());
  const full = outgoing.next(0, 'full');
  const door = outgoing.next(0, 'door');
  expect(full?.packet.body.toString()).toContain('} full');
  expect(door?.packet.body.toString()).toContain('} door');
  expect(outgoing.next(0, 'full')).toBe(full);
  expect(outgoing.next(0, 'full')).toBe(full);
});

it('makes it anew when more may be sent', () => {
  const { outgoing, push } = make();
  const log = new MemoryLog();
  push(log);
  expect(outgoing.next(0, 'full')?.last).toBe(1);
  push(log);
  expect(outgoing.next(0, 'full')).toMatchObject({ last: 2, events: 2 });
});

it('sends nothing of a history that has been replaced', () => {
  const { tail, outgoing, push } = make();
  push(new MemoryLog());
  outgoing.next(0, 'full');
  tail.clear();
  outgoing.forget();
  expect(outgoing.next(0, 'full')).toBeNull();
  const other = new MemoryLog();
  other.epoch = 'e2';
  push(other);
  expect(outgoing.next(0, 'full')?.packet.body.toString()).toContain('id: e2:1');
});
