import { expect, it } from 'vitest';
import { BoundedQueue, QueuePerKey } from './bounded-queue';

/** Works that end when they are told to. */
function works() {
  const ends: (() => void)[] = [];
  const started: number[] = [];
  const work = (n: number) => () => {
    started.push(n);
    return new Promise<number>((resolve) => ends.push(() => resolve(n)));
  };
  return { started, work, end: () => ends.shift()?.() };
}

it('runs so many at once, lets so many wait in order, and refuses the rest at once', async () => {
  const { started, work, end } = works();
  const queue = new BoundedQueue(2, 3);
  const results = Array.from({ length: 5 }, (_, n) => queue.run(work(n)));
  await expect(queue.run(work(5))).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 1_000 });
  expect(started).toEqual([0, 1]);
  for (let n = 0; n < 5; n++) {
    end();
    expect(await results[n]).toBe(n);
  }
  expect([started, queue.idle]).toEqual([[0, 1, 2, 3, 4], true]);
  await expect(queue.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(queue.idle).toBe(true);
});

it('keeps the keys apart, and no more of them than have work', async () => {
  const { started, work, end } = works();
  const queues = new QueuePerKey(2, 1);
  const results = [queues.run('a', work(0)), queues.run('b', work(1)), queues.run('a', work(2))];
  expect(started).toEqual([0, 1]);
  await expect(queues.run('a', work(3))).rejects.toMatchObject({ code: 'OVERLOADED' });
  await expect(queues.run('c', work(4))).rejects.toMatchObject({ code: 'OVERLOADED' });
  end();
  end();
  await Promise.all(results.slice(0, 2));
  const third = queues.run('c', work(5));
  end();
  end();
  expect(await Promise.all([results[2], third])).toEqual([2, 5]);
});
