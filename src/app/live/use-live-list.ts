import { useEffect } from 'react';
import type { Collection } from '@/platform/browser/live/collection';
import type { LiveList, OwnAnswer } from '@/realtime/client/list-rules';
import { useCollection } from '../reservas/hooks/useCollection';
import { useVenueStream } from '../reservas/hooks/useVenueStream';

/** The one list of a screen, with the stream that keeps it current. */
export function useLiveList<List extends LiveList & { readonly isIncomplete?: boolean }, Answer extends OwnAnswer>(
  collection: Collection<null, List, Answer>,
  businessId: string,
) {
  const stream = useVenueStream({ businessId, enabled: true, showToasts: false });
  const read = useCollection(collection, { businessId, args: null, enabled: true, stream });
  const { list, readAgain } = read;
  useEffect(() => {
    // What a read answers may be behind already: as long as it is, each list that comes asks for the next one.
    if (list?.isIncomplete) void readAgain();
  }, [list, readAgain]);
  return { ...read, stream };
}
