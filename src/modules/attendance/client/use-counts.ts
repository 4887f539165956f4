'use client';
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { later } from '@/ui/later';
import type { DeliveryRefusal } from './count-delivery';
import { CountQueue, type CountQueueOptions, type PendingCount } from './count-queue';
import { CountStore, type Keeping } from './count-store';
import type { CountShelf } from './kept-counts';

/** What keeps counts is loaded when a page first looks for them; where it cannot be loaded, nothing is kept. */
const kept = later(() => import('./kept-counts').then(({ KeptCounts }): CountShelf => new KeptCounts()), true);
const shelf: CountShelf = {
  read: async () => (await kept.load()).read(),
  write: async (...given) => (await kept.load()).write(...given),
  remove: async (...given) => (await kept.load()).remove(...given),
};

/** One per page, so that counts which the storage refused survive a change of screen. */
const deviceCounts = new CountStore({
  shelf,
  old: () => window.localStorage,
  channel: () => new BroadcastChannel('aforo-counts'),
  events: () => window,
});
const NONE: readonly PendingCount[] = [];
const WAKING = ['online', 'pageshow', 'visibilitychange'] as const;

/** The queue of the screen's account; it sends while the screen is mounted. */
export function useCounts(options: CountQueueOptions): CountQueue {
  const { accountId } = options;
  const [queue] = useState(() => new CountQueue(deviceCounts));
  const send = useEffectEvent<CountQueueOptions['send']>((...given) => options.send(...given));
  const sync = useEffectEvent<CountQueueOptions['sync']>((...given) => options.sync(...given));
  const onAnswer = useEffectEvent<CountQueueOptions['onAnswer']>((...given) => options.onAnswer(...given));
  const onWait = useEffectEvent((pending: PendingCount) => options.onWait?.(pending));
  useEffect(() => {
    queue.open({
      accountId,
      send: (...given) => send(...given),
      sync: (...given) => sync(...given),
      onAnswer: (...given) => onAnswer(...given),
      onWait: (pending) => onWait(pending),
    });
    const wake = () => {
      // A page that is being closed would not receive the answer.
      if (document.visibilityState !== 'visible') return;
      deviceCounts.look();
      queue.retryNow();
    };
    // Events of the document bubble to the window.
    for (const name of WAKING) window.addEventListener(name, wake);
    return () => {
      for (const name of WAKING) window.removeEventListener(name, wake);
      queue.close();
    };
  }, [queue, accountId]);
  return queue;
}

/** Every undecided count of the device. */
export function usePendingCounts(queue: CountQueue): readonly PendingCount[] {
  return useSyncExternalStore(
    queue.subscribe,
    () => queue.pending,
    () => NONE,
  );
}

/** Why the server takes nothing that this page hands over; null while it does. */
export function useDeliveryRefusal(queue: CountQueue): DeliveryRefusal | null {
  return useSyncExternalStore(
    queue.subscribe,
    () => queue.refusal,
    () => null,
  );
}

/** Whether the browser keeps counts, and whether it has erased some that are kept again. */
export function useCountStorage(): { readonly keeping: Keeping; readonly wasErased: boolean } {
  const keeping = useSyncExternalStore(
    deviceCounts.subscribe,
    () => deviceCounts.keeping,
    () => 'unknown' as const,
  );
  const wasErased = useSyncExternalStore(
    deviceCounts.subscribe,
    () => deviceCounts.wasErased,
    () => false,
  );
  return { keeping, wasErased };
}

/** How many counts exist only in this page's memory; while there are any, the browser asks before the page closes. */
export function useUnsavedCounts(): number {
  const unsaved = useSyncExternalStore(
    deviceCounts.subscribe,
    () => deviceCounts.unsaved,
    () => 0,
  );
  const atRisk = unsaved > 0;
  useEffect(() => {
    if (!atRisk) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [atRisk]);
  return unsaved;
}
