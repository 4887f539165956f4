import { expect, test } from 'vitest';
import { applyEvent } from '@/realtime/client/list-rules';
import type { SequencedEvent } from '@/realtime/protocol/events';
import type { Settings } from '../answers';
import { SETTINGS_RULES, type SettingsSnapshot } from './settings-list';

const list: SettingsSnapshot = { settings: {} as Settings, isIncomplete: false, cursor: { epoch: 'e', seq: 4 } };
const changed = (noun: string, seq: number) =>
  ({ type: 'row-changed', noun, id: 'b1', row: { id: 'b1', version: seq }, seq }) as unknown as SequencedEvent;

test('the settings are read again after a change of the venue, and after no other', () => {
  expect(applyEvent(SETTINGS_RULES, list, changed('venue', 5)).isIncomplete).toBe(true);
  expect(applyEvent(SETTINGS_RULES, list, changed('member', 5)).isIncomplete).toBe(false);
  expect(applyEvent(SETTINGS_RULES, list, changed('venue', 4)), 'known already').toBe(list);
});
