import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { RowChangedEvent } from '@/realtime/protocol/events';
import type { Import } from '../answers';
import { importsApi } from './imports-api';

export interface ImportSnapshot extends LiveList {
  readonly imports: readonly Import[];
  /** One has changed, of which an event tells nothing else: the list must be read again. */
  readonly isIncomplete: boolean;
}

const IMPORT_RULES: ListRules<ImportSnapshot> = {
  name: 'imports',
  apply(list, event) {
    const isOfImport = event.type === 'row-changed' && (event as RowChangedEvent).noun === 'import';
    return isOfImport ? { ...list, isIncomplete: true } : list;
  },
  show: (list) => list,
  isSame: () => true,
};

/** The files that a venue has brought in. */
export const IMPORTS = defineCollection<null, ImportSnapshot>({
  ...IMPORT_RULES,
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { imports, cursor } = await importsApi.list(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the imports came without a cursor');
    return { imports, isIncomplete: false, cursor: position };
  },
});
