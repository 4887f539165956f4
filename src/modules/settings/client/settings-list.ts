import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { RowChangedEvent } from '@/realtime/protocol/events';
import type { Settings } from '../answers';
import { settingsApi } from './settings-api';

export interface SettingsSnapshot extends LiveList {
  readonly settings: Settings;
  /** They were changed, of which an event tells nothing else: they must be read again. */
  readonly isIncomplete: boolean;
}

export const SETTINGS_RULES: ListRules<SettingsSnapshot> = {
  name: 'settings',
  apply(list, event) {
    const isOfVenue = event.type === 'row-changed' && (event as RowChangedEvent).noun === 'venue';
    return isOfVenue ? { ...list, isIncomplete: true } : list;
  },
  show: (list) => list,
  isSame: () => true,
};

/** The settings of a venue. */
export const SETTINGS = defineCollection<null, SettingsSnapshot>({
  ...SETTINGS_RULES,
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { cursor, ...settings } = await settingsApi.read(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the settings came without a cursor');
    return { settings, isIncomplete: false, cursor: position };
  },
});
