import { requestJson } from '@/platform/browser/http';
import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { RowChangedEvent, SequencedEvent } from '@/realtime/protocol/events';
import { FirstSteps, GuideChosen } from '../answers';

export interface StepsSnapshot extends LiveList, Pick<FirstSteps, 'invited' | 'booked' | 'counted'> {
  /** Something happened that may have done a step: they must be read again. */
  readonly isIncomplete: boolean;
}

export const STEPS_RULES: ListRules<StepsSnapshot> = {
  name: 'first-steps',
  apply: (list, event) => (mayDoStep(list, event) ? { ...list, isIncomplete: true } : list),
  show: (list) => list,
  isSame: () => true,
};

/** What has been done stays done, so that later events need no read. */
function mayDoStep({ invited, booked, counted }: StepsSnapshot, event: SequencedEvent): boolean {
  if (event.type !== 'row-changed') return event.type !== 'skip' && !(booked && counted);
  const { noun } = event as RowChangedEvent;
  return !invited && (noun === 'member' || noun === 'invitation');
}

/** The first steps of a venue. */
export const FIRST_STEPS = defineCollection<null, StepsSnapshot>({
  ...STEPS_RULES,
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const query = { businessId };
    const { cursor, ...steps } = await requestJson('/api/primeros-pasos', { answer: FirstSteps, query, signal });
    const position = parseCursor(cursor);
    if (!position) throw new Error('the steps came without a cursor');
    return { ...steps, isIncomplete: false, cursor: position };
  },
});

/** Puts the guide away on every device of the reader, or brings it back. Throws ApiError. */
export function setGuide(businessId: string, hidden: boolean) {
  return requestJson('/api/primeros-pasos', { method: 'PUT', answer: GuideChosen, body: { businessId, hidden } });
}
