import type { QueryClient } from '@tanstack/react-query';
import { EventTail } from '@/realtime/client/tail';
import { OwnWrites } from './own-writes';

/** What a business's cached lists and its stream share. */
export interface LiveStore {
  readonly tail: EventTail;
  readonly own: OwnWrites;
}

const stores = new WeakMap<QueryClient, Map<string, LiveStore>>();

/** One per business and cache, so that every hook of a tab sees the same tail. */
export function liveStoreOf(queryClient: QueryClient, businessId: string): LiveStore {
  const ofClient = stores.get(queryClient) ?? new Map<string, LiveStore>();
  stores.set(queryClient, ofClient);
  const store = ofClient.get(businessId) ?? { tail: new EventTail(), own: new OwnWrites() };
  ofClient.set(businessId, store);
  return store;
}
