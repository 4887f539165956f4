import { expect, test } from 'vitest';
import { applyEvent } from '@/realtime/client/list-rules';
import type { SequencedEvent } from '@/realtime/protocol/events';
import { TEMPLATE_RULES, type TemplateSnapshot } from './template-list';

const list: TemplateSnapshot = { templates: [], sends: true, isIncomplete: false, cursor: { epoch: 'e', seq: 4 } };
const changed = (noun: string, seq: number) =>
  ({ type: 'row-changed', noun, id: 't', row: { id: 't', version: seq }, seq }) as unknown as SequencedEvent;

test('the texts are read again after a change of one, and after no other', () => {
  expect(applyEvent(TEMPLATE_RULES, list, changed('template', 5)).isIncomplete).toBe(true);
  expect(applyEvent(TEMPLATE_RULES, list, changed('message', 5)).isIncomplete).toBe(false);
  expect(applyEvent(TEMPLATE_RULES, list, changed('template', 4)), 'known already').toBe(list);
});
