import { expect, it } from 'vitest';
import { judgeStream } from './rules';

const CURRENT = { sentSeq: 9, head: 9, unsentBytes: 0 };
const audit = (verdict: 'in-sync' | 'differs' | 'healed' | 'moved' | 'silent', hidden = false) => ({ verdict, hidden });

it.each([
  ['a difference outweighs all', { ...CURRENT, unsentBytes: 99_999 }, audit('differs'), 'differs', 'audit-differs'],
  ['does not read', { ...CURRENT, sentSeq: 5, unsentBytes: 65_536 }, audit('in-sync'), 'unread', 'not-reading'],
  ['catches up', { ...CURRENT, sentSeq: 5, unsentBytes: 10 }, audit('in-sync'), 'behind', 'catching-up'],
  ['has bytes on their way', { ...CURRENT, unsentBytes: 1 }, audit('in-sync'), 'unread', 'bytes-waiting'],
  ['was never asked', CURRENT, undefined, 'unchecked', 'not-yet-checked'],
  ['gave no answer', CURRENT, audit('silent'), 'silent', 'no-answer'],
  ['could not be compared', CURRENT, audit('moved'), 'unchecked', 'moved-on'],
  ['is in sync out of sight', CURRENT, audit('in-sync', true), 'in-sync', 'hidden-tab'],
  ['was mended', CURRENT, audit('healed'), 'in-sync', 'checked'],
] as const)('%s', (_, seen, last, state, reason) => {
  expect(judgeStream(seen, last)).toEqual({ state, reason });
});
