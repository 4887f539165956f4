'use client';
import { useCallback, useEffect, useState } from 'react';

/**
 * The day in the address (`?dia=`), changed without a request to the server. For today, the address has no parameter.
 */
export function useDayParam(initial: string | undefined, today: string) {
  const [day, setState] = useState(initial);

  useEffect(() => {
    const follow = () => setState(new URLSearchParams(window.location.search).get('dia') ?? undefined);
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);

  const setDay = useCallback(
    (next: string) => {
      const url = new URL(window.location.href);
      if (next === today) url.searchParams.delete('dia');
      else url.searchParams.set('dia', next);
      if (url.href !== window.location.href) window.history.pushState(null, '', url);
      setState(next === today ? undefined : next);
    },
    [today],
  );

  return { day, setDay };
}
