import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Incident } from '@/modules/custody/wire';
import type { Device } from '@/modules/devices/wire';
import type { Gate } from '@/modules/gates/wire';
import { OneReservation } from '@/modules/reservations/answers';
import { reservaPath } from '@/modules/reservations/client/day-api';
import type { Reservation } from '@/modules/reservations/wire';
import { requestJson } from '@/platform/browser/http';
import type { IncidentNames } from './incidents-part';

interface Known {
  readonly businessId: string;
  readonly incidents: readonly Incident[];
  /** Tonight's; undefined while they are not known. */
  readonly reservations: readonly Reservation[] | undefined;
  readonly gates: readonly Gate[];
  /** The paired ones; null where the member does not see them, or they are not known yet. */
  readonly phones: readonly Device[] | null;
}

/** The names of what incidents are about. A reservation of another day is asked for; one that is deleted has none. */
export function useIncidentNames({ businessId, incidents, reservations, gates, phones }: Known): IncidentNames {
  const t = useTranslations('tonight.incidents');
  const tonight = useMemo(() => new Map(reservations?.map((row) => [row.id, row.customerName])), [reservations]);
  const asked = incidents.flatMap(({ reservationId }) => (reservationId === null ? [] : [reservationId]));
  const elsewhere = reservations === undefined ? [] : [...new Set(asked)].filter((id) => !tonight.has(id));
  const read = useQueries({
    queries: elsewhere.map((id) => ({
      queryKey: ['reservation', businessId, id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        requestJson(reservaPath(id), { answer: OneReservation, query: { businessId }, signal }),
      retry: false,
    })),
  });
  const others = new Map(elsewhere.map((id, place) => [id, read[place]?.data?.reservation.customerName]));
  return {
    party: ({ reservationId }) =>
      reservationId === null ? null : (tonight.get(reservationId) ?? others.get(reservationId) ?? null),
    gate: ({ gateId }) => {
      if (gateId === null) return t('noGate');
      const gate = gates.find(({ id }) => id === gateId);
      return gate ? isolate(gate.name) : t('unknownGate');
    },
    phone: ({ deviceId }) => {
      if (phones === null) return t('somePhone');
      const phone = phones.find(({ id }) => id === deviceId);
      return phone ? isolate(phone.name) : t('unpairedPhone');
    },
  };
}
