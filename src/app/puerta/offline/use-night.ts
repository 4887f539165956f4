import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { OCCUPANCY, type OccupancySnapshot } from '@/modules/attendance/client/occupancy-list';
import type { DoorManifest } from '@/modules/door/answers';
import { doorApi } from '@/modules/door/client/door-api';
import { type KeptNight, KeptNights } from '@/modules/door/client/kept-nights';
import { followList, lacksPass, type NightList } from '@/modules/door/rules';
import { GATES } from '@/modules/gates/client/gate-list';
import type { Gate } from '@/modules/gates/wire';
import { DAYS } from '@/modules/reservations/client/day-collection';
import type { Reservation } from '@/modules/reservations/wire';
import { listKey } from '@/platform/browser/live/collection';
import { staleCursor } from '@/platform/browser/live/list-cache';
import { parseCursor } from '@/realtime/protocol/cursor';

/** Tonight's list as the screen has it. */
export interface ScreenList {
  readonly day: string | undefined;
  readonly cursor: string | undefined;
  readonly reservations: readonly Reservation[];
  readonly live: boolean;
  /** Who is inside, and the gates, as the screen has them; undefined while they are not read. */
  readonly occupancy: OccupancySnapshot | undefined;
  readonly gates: readonly Gate[] | undefined;
}

/** A night that can be judged: the manifest as it was read, and the list that has followed the log since, where there is one. */
export interface Night extends Pick<KeptNight, 'manifest' | 'clockOffset' | 'readAt'> {
  readonly list: NightList | null;
}

interface NightOptions {
  readonly accountId: string;
  readonly businessId: string;
  readonly list: ScreenList;
}

/** Milliseconds after a change until the night is saved, and until a manifest that lacks a pass is read again. */
const SAVE_MS = 2000;
const READ_MS = 5000;
/** Milliseconds after an event until a phone without a list, which cannot follow it, reads the manifest again. */
const RENEW_MS = 60_000;
/** Milliseconds between two tries to read the manifest. */
const RETRY_MS = 30_000;

/**
 * The night that this phone knows: read from the server, followed by the screen's live list, and kept in the browser, from which it
 * comes when no server answers. `isRefused`: the browser keeps nothing.
 */
export function useNight({ accountId, businessId, list }: NightOptions): { night: Night | null; isRefused: boolean } {
  const queryClient = useQueryClient();
  const nights = useMemo(() => new KeptNights(accountId), [accountId]);
  const [kept, setKept] = useState<KeptNight | null>(null);
  const [isRefused, setRefused] = useState(false);

  useEffect(() => {
    const show = (found: KeptNight | null) => {
      if (!found || Date.now() + found.clockOffset >= Date.parse(found.manifest.validUntil)) return;
      setKept(found);
      const key = listKey(DAYS, businessId, { day: undefined });
      const { reservations, manifest } = found;
      // Any answer of the server replaces it.
      const cursor = staleCursor();
      queryClient.setQueryData(key, (shown) => shown ?? { day: manifest.night, reservations, cursor });
      queryClient.setQueryData(listKey(OCCUPANCY, businessId, null), (shown) => shown ?? occupancyOf(manifest));
      queryClient.setQueryData(listKey(GATES, businessId, null), (shown) => shown ?? { rows: manifest.gates, cursor });
    };
    nights.read(businessId).then(show, () => setRefused(true));
  }, [nights, businessId, queryClient]);

  // The stream invalidates it when a pass of the venue changes (useRealtimeSync).
  const queryKey = useMemo(() => ['pass', businessId, 'some'], [businessId]);
  const { data, dataUpdatedAt } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const manifest = await doorApi.manifest(businessId, signal);
      return { manifest, clockOffset: Date.parse(manifest.serverTime) - Date.now() };
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnReconnect: 'always',
    refetchInterval: ({ state }) => (state.status === 'error' ? RETRY_MS : false),
  });

  const { live } = list;
  const [liveUntil, setLiveUntil] = useState(0);
  useEffect(() => {
    if (live) return () => setLiveUntil(Date.now());
  }, [live]);
  const base = data ?? kept;
  const readAt = liveUntil || dataUpdatedAt || (kept?.readAt ?? 0);
  const followed = useMemo(() => nightListOf(list), [list]);
  const night = useMemo(
    () => base && { manifest: base.manifest, clockOffset: base.clockOffset, readAt, list: followed },
    [base, readAt, followed],
  );

  const isLacking = useMemo(
    () => live && data !== undefined && followed !== null && lacksPass(data.manifest, followed),
    [live, data, followed],
  );
  useEffect(() => {
    if (!isLacking) return;
    const timer = setTimeout(() => void queryClient.invalidateQueries({ queryKey }), READ_MS);
    return () => clearTimeout(timer);
  }, [isLacking, queryClient, queryKey]);

  const isOld = live && data !== undefined && list.day === undefined && isAfter(list.cursor, data.manifest.cursor);
  useEffect(() => {
    if (!isOld) return;
    const timer = setTimeout(() => void queryClient.invalidateQueries({ queryKey }), RENEW_MS);
    return () => clearTimeout(timer);
  }, [isOld, queryClient, queryKey]);

  /** Since when something is not saved, in milliseconds; null when everything is. */
  const unsavedSince = useRef<number | null>(null);
  useEffect(() => {
    // What came out of the storage is there already.
    if (!data || !night) return;
    const now = Date.now();
    unsavedSince.current ??= now;
    const save = () => {
      if (unsavedSince.current === null) return;
      unsavedSince.current = null;
      const { manifest, clockOffset } = night;
      nights
        .write({
          ...{ businessId, clockOffset, readAt: live ? Date.now() : readAt, reservations: [...list.reservations] },
          manifest: followed ? followList(manifest, followed) : manifest,
        })
        .catch(() => setRefused(true));
    };
    // Changes that follow each other do not put it off.
    const timer = setTimeout(save, Math.max(0, unsavedSince.current + SAVE_MS - now));
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', save);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', save);
    };
  }, [nights, businessId, data, night, followed, live, readAt, list.reservations]);

  return { night, isRefused };
}

function isAfter(cursor: string | undefined, other: string): boolean {
  return (parseCursor(cursor)?.seq ?? 0) > (parseCursor(other)?.seq ?? 0);
}

/** The list at its position in the log; null for one that waits to be read. */
function nightListOf({ day, cursor, reservations, occupancy, gates }: ScreenList): NightList | null {
  const position = parseCursor(cursor);
  if (day === undefined || !position) return null;
  return {
    ...{ day, cursor: position, reservations },
    occupancy: occupancy?.day === day ? Math.max(0, occupancy.balance) : undefined,
    gates: gates?.filter(({ active }) => active),
  };
}

/** Who was inside when the night was saved: any answer of the server replaces it. */
function occupancyOf({ night, occupancy, occupancyPolicy, capacity, categories }: DoorManifest): OccupancySnapshot {
  return {
    ...{ day: night, balance: occupancy, capacity, policy: occupancyPolicy, categories },
    ...{ admitted: 0, walkIns: 0, byGate: [], isIncomplete: false, cursor: staleCursor() },
  };
}
