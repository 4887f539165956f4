'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import type { VenueFacts } from '@/modules/access/client/me-api';
import type { Gate } from '@/modules/gates/wire';
import { dayStats } from '@/modules/reservations/stats';
import type { ShellProps } from '@/shell/types';
import { useVenue, useVenueShell } from '../reservas/hooks/useVenue';
import { CurvePart } from './curve-part';
import { FigurePart } from './figure-part';
import { GatesPart } from './gates-part';
import { IncidentsPart } from './incidents-part';
import { PhonesPart } from './phones-part';
import { useIncidentNames } from './use-incident-names';
import { type TonightRights, useNight } from './use-night';

interface TonightProps {
  businessId: string;
  /** As the page was made. */
  venue: VenueFacts;
  rights: TonightRights;
  /** Of the application that made the page. */
  version: string;
  shell: ShellProps;
}

/** How the night goes, for a person who stands in the hall: who is inside, what needs a decision, gates, phones and the curve. */
export const TonightApp = livePage(Tonight);

const NO_GATES: readonly Gate[] = [];

function Tonight({ businessId, venue: ofPage, rights, version, shell: frame }: TonightProps) {
  const t = useTranslations('tonight');
  const facts = useVenue(businessId, ofPage);
  const shell = useVenueShell(frame, facts);
  const { timeZone, cutoffHour } = facts;
  const rules = useMemo(() => ({ timeZone, cutoffHour }), [timeZone, cutoffHour]);
  const night = useNight(businessId, rules, rights);
  const { stream, occupancy, incidents, curve, reservations, gates, phones, live, decided } = night;
  const parties = reservations.list?.reservations;
  const expected = useMemo(() => (parties ? dayStats(parties).guestsExpected : null), [parties]);
  const figures = occupancy.list;
  const gateRows = gates.list?.rows ?? NO_GATES;
  const phoneRows = phones.list?.rows ?? null;
  const names = useIncidentNames({
    ...{ businessId, reservations: parties, gates: gateRows, phones: phoneRows },
    incidents: [...(incidents.list?.rows ?? []), ...decided],
  });
  return (
    <LiveScreen
      shell={shell}
      // Each part waits and fails by itself.
      read={{ ...occupancy, list: night, stream, live }}
      title={t('title')}
      lead={t('lead')}
      failed={t('figure.failed')}
      width="wide"
    >
      {() => (
        <div className="grid items-start gap-5 *:min-w-0 lg:grid-cols-2">
          <div className="grid gap-5 *:min-w-0">
            <FigurePart occupancy={occupancy} expected={expected} />
            <IncidentsPart
              incidents={incidents}
              decided={decided}
              names={names}
              businessId={businessId}
              timeZone={timeZone}
              mayDecide={rights.decides}
            />
          </div>
          <div className="grid gap-5 *:min-w-0">
            {rights.seesGates && <GatesPart gates={gates} byGate={figures?.byGate ?? []} phones={phoneRows} />}
            {rights.seesPhones && (
              <PhonesPart
                phones={phones}
                gates={gateRows}
                timeZone={timeZone}
                venue={shell.current}
                version={version}
              />
            )}
            <CurvePart
              curve={curve}
              inside={Math.max(0, figures?.balance ?? 0)}
              capacity={figures?.capacity ?? null}
              timeZone={timeZone}
            />
          </div>
        </div>
      )}
    </LiveScreen>
  );
}
