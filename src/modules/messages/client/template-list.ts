import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { RowChangedEvent } from '@/realtime/protocol/events';
import type { Template } from '../answers';
import { templatesApi } from './templates-api';

export interface TemplateSnapshot extends LiveList {
  readonly templates: readonly Template[];
  /** Whether the server sends mail at all. */
  readonly sends: boolean;
  /** One was changed, of which an event tells nothing else: they must be read again. */
  readonly isIncomplete: boolean;
}

export const TEMPLATE_RULES: ListRules<TemplateSnapshot> = {
  name: 'templates',
  apply(list, event) {
    const isOfTemplate = event.type === 'row-changed' && (event as RowChangedEvent).noun === 'template';
    return isOfTemplate ? { ...list, isIncomplete: true } : list;
  },
  show: (list) => list,
  isSame: () => true,
};

/** The texts of a venue's e-mails. */
export const TEMPLATES = defineCollection<null, TemplateSnapshot>({
  ...TEMPLATE_RULES,
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { templates, sends, cursor } = await templatesApi.list(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the texts came without a cursor');
    return { templates, sends, isIncomplete: false, cursor: position };
  },
});
