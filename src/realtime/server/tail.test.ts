import { describe, expect, it } from 'vitest';
import { Frame } from './frame';
import { range } from './stream.fixture';
import { Tail } from './tail';

const frame = (seq: number, json = 'x'.repeat(10)) =>
  new Frame({ businessId: 'b', epoch: 'e', seq, json }, ({ json: sent }) => sent);
const seqs = (frames: readonly Frame[] | null) => frames?.map(({ seq }) => seq) ?? null;

describe('the tail', () => {
  it('answers for what it holds, and null for what it has dropped', () => {
    const tail = new Tail({ entries: 8, bytes: 1_000 });
    for (const seq of range(1, 20)) {
      tail.push(frame(seq));
      tail.trim(seq);
    }
    expect(tail.size).toBeLessThanOrEqual(8);
    expect(seqs(tail.slice(tail.first - 1, 20, 1_000))).toEqual(range(tail.first, 20));
    expect(tail.slice(tail.first - 2, 20, 1_000)).toBeNull();
    expect(seqs(tail.slice(18, 19, 1_000))).toEqual([19]);
    expect(seqs(tail.slice(17, 20, 15))).toEqual([18, 19]);
  });

  it('counts bytes, of which a letter may have several', () => {
    const tail = new Tail({ entries: 10, bytes: 4 });
    tail.push(frame(1, 'ñ'));
    tail.push(frame(2, '王'));
    expect(seqs(tail.slice(0, 2, 2))).toEqual([1]);
    tail.trim(2);
    expect(tail.first).toBe(2);
  });

  it('keeps what has not been sent, whatever the bounds', () => {
    const tail = new Tail({ entries: 2, bytes: 20 });
    for (const seq of range(1, 10)) tail.push(frame(seq));
    tail.trim(3);
    expect(seqs(tail.slice(3, 10, 1_000))).toEqual(range(4, 10));
  });

  it('takes older frames only where they join', () => {
    const tail = new Tail({ entries: 100, bytes: 1_000 });
    tail.push(frame(5));
    tail.prepend([frame(2), frame(3)]);
    expect(tail.first).toBe(5);
    tail.prepend([frame(3), frame(4)]);
    expect(tail.first).toBe(3);
  });

  it('takes no older frames in the place of newer ones that it has dropped', () => {
    const tail = new Tail({ entries: 10, bytes: 5 });
    tail.push(frame(5));
    tail.trim(5);
    expect(tail.size).toBe(0);
    tail.prepend([frame(3), frame(4)]);
    expect(tail.size).toBe(0);
    tail.prepend([frame(4), frame(5)]);
    expect(tail.first).toBe(4);
  });
});
