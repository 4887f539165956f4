import { useEffect, useState } from 'react';
import type { TrailEntry, TrailPage } from '@/modules/trail/answers';
import { readTrailPage, TRAIL } from '@/modules/trail/client/trail-list';
import type { TrailFilter } from '@/modules/trail/schema';
import { useErrorText } from '@/shell/use-error-text';
import { toast } from '@/ui/toast';
import { useLasting } from '@/ui/use-lasting';
import { useCollection } from '../reservas/hooks/useCollection';
import type { useVenueStream } from '../reservas/hooks/useVenueStream';

/** The least time between two reads of the head, in milliseconds: a busy night writes many entries a second. */
const PAUSE = 1_000;
/** A head that waits longer for its read is no longer called live. */
const GRACE = 4_000;

/** Pages below the head. They never change, but belong to one filter, and to the one head that ends where they begin. */
interface Older extends Pick<TrailPage, 'entries' | 'next' | 'people'> {
  readonly filter: string;
  readonly below: string;
}

interface TrailOptions {
  businessId: string;
  stream: ReturnType<typeof useVenueStream>;
  filter: TrailFilter;
}

/**
 * The trail as far as it was read: the head, which is read again when something happens, and older pages on demand.
 * While older pages are shown the head stays as it is, so that nothing moves under the reader; `hasNews` says that there
 * is more, and `showNews` goes back to the head.
 */
export function useTrail({ businessId, stream, filter }: TrailOptions) {
  const errorText = useErrorText();
  const { list, live, error, isFetching, readAgain } = useCollection(TRAIL, {
    ...{ businessId, args: filter, enabled: true, stream },
  });
  const [kept, setKept] = useState<Older | null>(null);
  const [busy, setBusy] = useState(false);
  const asked = JSON.stringify(filter);
  const older = kept !== null && kept.filter === asked && kept.below === list?.next ? kept : null;
  const isIncomplete = list?.isIncomplete ?? false;
  const mustRead = isIncomplete && older === null;
  useEffect(() => {
    if (!mustRead) return;
    // Repeated, since what a read answers may be behind already.
    const timer = setInterval(() => void readAgain(), PAUSE);
    return () => clearInterval(timer);
  }, [mustRead, readAgain]);
  const isLate = useLasting(mustRead, GRACE);

  const next = older ? older.next : (list?.next ?? null);
  async function readOlder() {
    const below = list?.next;
    if (!below || next === null) return;
    setBusy(true);
    try {
      const page = await readTrailPage(businessId, filter, next);
      setKept({
        filter: asked,
        below,
        entries: [...(older?.entries ?? []), ...page.entries],
        next: page.next,
        people: page.people,
      });
    } catch (failure) {
      toast.error(errorText(failure));
    }
    setBusy(false);
  }

  const entries: readonly TrailEntry[] | undefined = list && [...list.entries, ...(older?.entries ?? [])];
  return {
    list: entries,
    people: older?.people ?? list?.people ?? [],
    live: live && !isLate,
    error,
    isFetching,
    readAgain,
    more: { possible: next !== null, busy, read: () => void readOlder() },
    hasNews: isIncomplete && older !== null,
    showNews: () => {
      setKept(null);
      void readAgain();
      window.scrollTo({ top: 0 });
    },
  };
}
