'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { KnownGuest } from '@/modules/reservations/answers';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { reservasApi } from '@/modules/reservations/client/reservas-api';
import { guestSearchOf } from '@/modules/reservations/rules';

/** The server is asked after this many milliseconds without a key press. */
const PAUSE_MS = 200;
const NOBODY: readonly KnownGuest[] = [];

/** Who has reserved before and is found by `typed`, the text of a name or phone; nobody for null and for a short text. */
export function useKnownGuests(businessId: string, typed: string | null): readonly KnownGuest[] {
  const wanted = typed?.trim() ?? '';
  const [settled, setSettled] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const { data } = useQuery({
    queryKey: reservasQueryKeys.knownGuests(businessId, settled),
    queryFn: ({ signal }) => reservasApi.knownGuests(businessId, settled, signal),
    enabled: settled === wanted && guestSearchOf(wanted) !== null,
    // What it suggests is a help: without it the form works as well.
    retry: false,
    gcTime: 0,
  });
  return settled === wanted && data ? data.guests : NOBODY;
}
