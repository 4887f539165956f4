import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Incident } from '@/modules/custody/wire';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { DecideSheet } from './decide-sheet';
import { Fold } from './fold';
import { Part } from './part';
import { useIncidentText } from './use-incident-text';
import type { Night } from './use-night';

/** What an incident names by an id, in words. */
export interface IncidentNames {
  /** Of the reservation that it is about; null where that is unknown. */
  party(incident: Incident): string | null;
  gate(incident: Incident): string;
  phone(incident: Incident): string;
}

interface IncidentsPartProps {
  incidents: Night['incidents'];
  decided: readonly Incident[];
  names: IncidentNames;
  businessId: string;
  timeZone: string;
  mayDecide: boolean;
}

/** What a person should look at, the newest first, and what was decided. */
export function IncidentsPart({ incidents, decided, names, businessId, timeZone, mayDecide }: IncidentsPartProps) {
  const t = useTranslations('tonight.incidents');
  const [chosen, setChosen] = useState<Incident | null>(null);
  // Somebody else may have decided it while the sheet is open: it shows what stands now.
  const current = chosen && (incidents.list?.rows.find(({ id }) => id === chosen.id) ?? chosen);
  return (
    <>
      <Part read={incidents} title={t('title')} failed={t('failed')} testId="tonight-incidents">
        {({ rows }) => {
          const open = rows.filter(({ state }) => state === 'OPEN');
          return (
            <>
              {open.length === 0 ? (
                <p className="flex items-start gap-2 text-pretty px-4 pb-4 sm:px-5">
                  <CircleCheck aria-hidden size={20} className="mt-0.5 shrink-0 text-ok-text" />
                  {t('none')}
                </p>
              ) : (
                <ul className="divide-y divide-line border-line border-t">
                  {open.map((row) => (
                    <OpenIncident
                      key={row.id}
                      incident={row}
                      names={names}
                      timeZone={timeZone}
                      onDecide={mayDecide ? () => setChosen(row) : null}
                    />
                  ))}
                </ul>
              )}
              {decided.length > 0 && (
                <Fold title={t('decided', { count: decided.length })}>
                  <ul data-testid="tonight-decided" className="divide-y divide-line border-line border-t">
                    {decided.map((row) => (
                      <DecidedIncident key={row.id} incident={row} names={names} timeZone={timeZone} />
                    ))}
                  </ul>
                </Fold>
              )}
            </>
          );
        }}
      </Part>
      {current && (
        <DecideSheet
          key={current.id}
          incident={current}
          party={names.party(current)}
          businessId={businessId}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  );
}

interface RowProps {
  incident: Incident;
  names: IncidentNames;
  timeZone: string;
}

function OpenIncident({ incident, names, timeZone, onDecide }: RowProps & { onDecide: (() => void) | null }) {
  const t = useTranslations('tonight.incidents');
  const { what, kindName } = useIncidentText();
  const said = what(incident, names.party(incident));
  return (
    <li
      data-testid="tonight-incident"
      data-kind={incident.kind}
      className="flex flex-wrap items-start gap-x-5 gap-y-3 px-4 py-4 sm:px-5"
    >
      <div className="min-w-0 grow basis-64">
        <h3 className="font-semibold">{kindName(incident)}</h3>
        <p className="mt-0.5 text-pretty">
          {said} {incident.kind !== 'CLOCK_SKEW' && t(incident.facts.held ? 'held' : 'counted')}
        </p>
        <Where incident={incident} names={names} timeZone={timeZone} />
      </div>
      {onDecide && (
        <Button
          variant="primary"
          className="max-sm:grow"
          onClick={onDecide}
          aria-label={t('decideNamed', { what: said })}
        >
          {t('decide')}
        </Button>
      )}
    </li>
  );
}

/** When, at which gate and by which phone. */
function Where({ incident, names, timeZone }: RowProps) {
  const format = useFormatter();
  const { openedAt } = incident;
  const when = format.dateTime(new Date(openedAt), { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (
    <p className="mt-1 text-ink-soft text-sm">
      {when}
      {' · '}
      {names.gate(incident)}
      {' · '}
      {names.phone(incident)}
    </p>
  );
}

function DecidedIncident({ incident, names, timeZone }: RowProps) {
  const t = useTranslations('tonight.incidents');
  const format = useFormatter();
  const { what, stateName } = useIncidentText();
  const { state, reason, resolvedAt, resolvedBy } = incident;
  const when = resolvedAt ? format.dateTime(new Date(resolvedAt), { timeZone, timeStyle: 'short' }) : '';
  return (
    <li data-testid="tonight-decided-one" className="px-4 py-3 sm:px-5">
      <p className="text-pretty text-sm">{what(incident, names.party(incident))}</p>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft text-sm">
        <Badge tone={state === 'CORRECTED' ? 'warn' : state === 'ACCEPTED' ? 'ok' : 'neutral'}>
          {stateName(incident)}
        </Badge>
        <span>
          {resolvedBy === null ? t('decidedBySomebody', { when }) : t('decidedBy', { name: isolate(resolvedBy), when })}
        </span>
      </p>
      {reason !== null && <p className="mt-1 text-pretty break-words text-ink-soft text-sm">{isolate(reason)}</p>}
    </li>
  );
}
