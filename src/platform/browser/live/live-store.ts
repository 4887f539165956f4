import type { QueryClient } from '@tanstack/react-query';
import { EventTail } from '@/realtime/client/event-tail';
import { OwnWrites } from './own-writes';
import { Renewal } from './renewal';

/** The objects that a business's cached lists and its stream share. */
export interface LiveStore {
  readonly tail: EventTail;
  readonly own: OwnWrites;
  readonly renewal: Renewal;
}

const stores = new WeakMap<QueryClient, Map<string, LiveStore>>();

/** One per business and cache, so that every hook of a tab sees the same tail. */
export function liveStoreOf(queryClient: QueryClient, businessId: string): LiveStore {
  const ofClient = stores.get(queryClient) ?? new Map<string, LiveStore>();
  stores.set(queryClient, ofClient);
  const store = ofClient.get(businessId) ?? createStore(queryClient, businessId);
  ofClient.set(businessId, store);
  return store;
}

function createStore(queryClient: QueryClient, businessId: string): LiveStore {
  const tail = new EventTail();
  return { tail, own: new OwnWrites(), renewal: new Renewal(queryClient, businessId, tail) };
}
