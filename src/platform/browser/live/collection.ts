import type { ListRules, LiveList, OwnAnswer } from '@/realtime/client/list-rules';

/** How a list is read: `onLate` receives a list that arrived after its request was given up. */
export interface ListRead<List> {
  readonly signal: AbortSignal;
  readonly onLate: (list: List) => void;
}

/** One kind of list that a screen shows and the stream keeps current. `Args` select one of them, such as the day. */
export interface Collection<Args, List extends LiveList, Answer extends OwnAnswer = never>
  extends ListRules<List, Answer> {
  /** What distinguishes these lists: the end of their query keys, `[name, businessId, 'list', …key]`. */
  key(args: Args): readonly unknown[];
  /** Reads a list from the server. Throws ApiError. */
  fetch(businessId: string, args: Args, read: ListRead<List>): Promise<List>;
}

/** Any collection, for code that uses only what all have in common. */
export type AnyCollection = Collection<never, LiveList, never>;

/** Defines a kind of list: its rules, its keys and how it is read. */
export function defineCollection<Args, List extends LiveList, Answer extends OwnAnswer = never>(
  definition: Collection<Args, List, Answer>,
): Collection<Args, List, Answer> {
  return definition;
}

/** The key of a list's query; without `args`, of all lists of the kind. Every key of a venue's data starts `[noun, businessId]`. */
export function listKey<Args, List extends LiveList, Answer extends OwnAnswer>(
  collection: Collection<Args, List, Answer>,
  businessId: string,
  args?: Args,
): readonly unknown[] {
  return [collection.name, businessId, 'list', ...(args === undefined ? [] : collection.key(args))];
}
