import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { RowChangedEvent, SequencedEvent } from '@/realtime/protocol/events';
import type { Message } from '../answers';
import { messagesApi } from './messages-api';

export interface MessageSnapshot extends LiveList {
  readonly messages: readonly Message[];
  /** Whether the server sends mail at all. */
  readonly sends: boolean;
  /** Something changed of which an event tells nothing else: the list must be read again. */
  readonly isIncomplete: boolean;
}

const NOUNS: readonly string[] = ['message', 'invitation', 'member'];
/** The changes of a reservation with which a message is written. */
const WRITING: readonly string[] = [
  ...['reservation-created', 'reservation-updated', 'reservation-deleted', 'status-changed'],
];

/** A message is written with the change that it tells of, and says by itself what becomes of it. */
export const MESSAGE_RULES: ListRules<MessageSnapshot> = {
  name: 'messages',
  apply: (list, event) => (concernsMessages(event) ? { ...list, isIncomplete: true } : list),
  show: (list) => list,
  isSame: () => true,
};

function concernsMessages(event: SequencedEvent): boolean {
  if (event.type === 'row-changed') return NOUNS.includes((event as RowChangedEvent).noun);
  return WRITING.includes(event.type);
}

/** The e-mails of a venue. */
export const MESSAGES_SENT = defineCollection<null, MessageSnapshot>({
  ...MESSAGE_RULES,
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { messages, sends, cursor } = await messagesApi.list(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the list came without a cursor');
    return { messages, sends, isIncomplete: false, cursor: position };
  },
});
