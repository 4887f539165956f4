'use client';
import { useCallback, useEffect, useState } from 'react';
import { useMediaQuery } from '@/ui/use-media-query';
import { VIEWS, type View, viewOf } from './views';

/** A phone held upright reads a list best. */
const NARROW = '(max-width: 40rem)';

/** The view in the address (`?vista=`), changed without a request to the server; without one, the list on a phone. */
export function useViewParam(initial: View | null) {
  const [chosen, setChosen] = useState(initial);
  const isNarrow = useMediaQuery(NARROW);
  useEffect(() => {
    const follow = () => setChosen(viewOf(new URLSearchParams(window.location.search).get('vista')));
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  const setView = useCallback((view: View) => {
    const url = new URL(window.location.href);
    url.searchParams.set('vista', VIEWS[view]);
    if (url.href !== window.location.href) window.history.pushState(null, '', url);
    setChosen(view);
  }, []);
  return { view: chosen ?? (isNarrow ? ('list' as const) : ('line' as const)), setView };
}
