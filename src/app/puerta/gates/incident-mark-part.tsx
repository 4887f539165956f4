import { useQuery } from '@tanstack/react-query';
import { ChevronDown, CircleCheck, Flag } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { incidentsApi } from '@/modules/custody/client/incidents-api';
import { INCIDENT_KINDS, INCIDENT_STATES } from '@/modules/custody/wire';
import { localTimeOf } from '@/modules/venues/business-day';

export interface IncidentMarkProps {
  businessId: string;
  /** Where this phone counts; null where the venue names no gate. */
  gateId: string | null;
  /** By what id it hands over what it has counted. */
  deviceId: string;
  timeZone: string;
}

/** Quietly, what a person has to decide, or has decided, of what was counted at this gate tonight. Absent where there is nothing. */
export function IncidentMarkPart({ businessId, gateId, deviceId, timeZone }: IncidentMarkProps) {
  const t = useTranslations('incidents');
  const { data } = useQuery({
    // The stream makes it invalid when an incident changes (useRealtimeSync).
    queryKey: ['incident', businessId, 'some', gateId, deviceId],
    queryFn: ({ signal }) =>
      incidentsApi.atDoor(businessId, { deviceId, ...(gateId === null ? {} : { gateId }) }, signal),
  });
  const incidents = data?.incidents ?? [];
  if (incidents.length === 0) return null;
  const open = incidents.filter(({ state }) => state === 'OPEN').length;
  const Icon = open > 0 ? Flag : CircleCheck;
  return (
    <details data-testid="door-incidents" className="min-w-0 rounded-card bg-raised ring-1 ring-line ring-inset">
      <summary className="flex min-h-12 cursor-pointer list-none items-center gap-2 px-3 font-semibold text-sm [&::-webkit-details-marker]:hidden">
        <Icon aria-hidden size={18} className={open > 0 ? 'shrink-0 text-warn-text' : 'shrink-0 text-ok-text'} />
        <span role="status" className="min-w-0 grow">
          {t('door.title', { open, all: incidents.length })}
        </span>
        <ChevronDown
          aria-hidden
          size={18}
          className="shrink-0 text-ink-faint [[open]>summary>&]:[transform:rotate(180deg)]"
        />
      </summary>
      <ul className="max-h-48 divide-y divide-line overflow-y-auto border-line border-t">
        {incidents.map(({ id, kind, state, own, openedAt }) => (
          <li key={id} className="px-3 py-2 text-sm">
            <p className="text-pretty font-semibold">
              {t(`kind.${INCIDENT_KINDS.find((known) => known === kind) ?? 'other'}`)}
            </p>
            <p className="text-ink-soft">
              {localTimeOf(openedAt, timeZone)}
              {' · '}
              {t(own ? 'door.own' : 'door.here')}
              {' · '}
              {state === 'OPEN'
                ? t('door.waits')
                : t(`state.${INCIDENT_STATES.find((known) => known === state) ?? 'other'}`)}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
