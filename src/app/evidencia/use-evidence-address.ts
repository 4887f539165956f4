import { useCallback, useEffect, useState } from 'react';
import { type EvidenceView, evidenceHref, readView } from '@/modules/evidence/client/address';

/** What the address asks for. */
export interface Asked {
  readonly day: string;
  readonly view: EvidenceView;
}

/** The day and the view in the address, changed without a request to the server: an address can be sent to somebody. */
export function useEvidenceAddress(initial: Asked, venue: string, today: string) {
  const [asked, setAsked] = useState(initial);
  useEffect(() => {
    const follow = () => {
      const { search } = window.location;
      setAsked({ day: new URLSearchParams(search).get('dia') ?? today, view: readView(search) });
    };
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, [today]);
  const hrefOf = useCallback((view: EvidenceView) => evidenceHref({ venue, day: asked.day, ...view }), [venue, asked]);
  const go = useCallback(
    (next: Asked) => {
      window.history.pushState(null, '', evidenceHref({ venue, day: next.day, ...next.view }));
      setAsked(next);
    },
    [venue],
  );
  return { ...asked, hrefOf, go };
}
