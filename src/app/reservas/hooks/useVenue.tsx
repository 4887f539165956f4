'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useRealtimeSettings } from '@/app/live/realtime-settings';
import { readVenueFacts, type VenueFacts } from '@/modules/access/client/me-api';
import type { ShellProps } from '@/shell/types';
import { REALTIME_CONFIG } from '../utils/realtime-config';

const { polling } = REALTIME_CONFIG;

/**
 * The facts of a venue that its screens are made by, always the current ones: the page's own at first, and read again
 * once it is open, and whenever the stream says that the venue has changed.
 */
export function useVenue(businessId: string, ofPage: VenueFacts): VenueFacts {
  const { sseEnabled } = useRealtimeSettings();
  const { data } = useQuery<VenueFacts | null>({
    // The key of a row: its event makes the query invalid (useRealtimeSync).
    queryKey: ['venue', businessId, businessId],
    queryFn: ({ signal }) => readVenueFacts(businessId, signal),
    initialData: ofPage,
    staleTime: Number.POSITIVE_INFINITY,
    // The page may be older than the first position of the stream.
    refetchOnMount: 'always',
    refetchInterval: sseEnabled ? false : polling.interval,
    refetchOnWindowFocus: polling.refetchOnWindowFocus,
  });
  return data ?? ofPage;
}

/** The frame of a screen with the venue's current name; the address follows its slug, so that a reload finds it. */
export function useVenueShell(shell: ShellProps, { slug, name }: VenueFacts): ShellProps {
  const { current } = shell;
  useEffect(() => {
    const url = new URL(window.location.href);
    if (slug === current || url.searchParams.get('local') !== current) return;
    url.searchParams.set('local', slug);
    window.history.replaceState(null, '', url);
  }, [slug, current]);
  return useMemo(() => {
    const venues = shell.venues.map((venue) => (venue.slug === current ? { ...venue, slug, name } : venue));
    return { ...shell, venues, current: slug };
  }, [shell, current, slug, name]);
}
