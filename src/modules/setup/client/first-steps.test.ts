import { expect, test } from 'vitest';
import { applyEvent } from '@/realtime/client/list-rules';
import type { SequencedEvent } from '@/realtime/protocol/events';
import { STEPS_RULES, type StepsSnapshot } from './first-steps';

const NEW: StepsSnapshot = {
  ...{ invited: false, booked: false, counted: false, isIncomplete: false },
  cursor: { epoch: 'e', seq: 4 },
};
const happened = (type: string, noun?: string) =>
  ({ type, noun, id: 'x', row: null, seq: 5, businessId: 'b', timestamp: '' }) as unknown as SequencedEvent;
const isRead = (list: StepsSnapshot, event: SequencedEvent) => applyEvent(STEPS_RULES, list, event).isIncomplete;

test('the steps are read again when an event may have done one that is left', () => {
  expect(isRead(NEW, happened('row-changed', 'invitation'))).toBe(true);
  expect(isRead(NEW, happened('row-changed', 'member'))).toBe(true);
  expect(isRead(NEW, happened('reservation-created'))).toBe(true);
  expect(isRead({ ...NEW, booked: true }, happened('qr-scanned'))).toBe(true);
});

test('a busy night costs no read once its steps are done', () => {
  expect(isRead({ ...NEW, booked: true, counted: true }, happened('qr-scanned'))).toBe(false);
  expect(isRead({ ...NEW, invited: true }, happened('row-changed', 'member'))).toBe(false);
  expect(isRead(NEW, happened('row-changed', 'message'))).toBe(false);
  expect(isRead(NEW, happened('skip'))).toBe(false);
});
