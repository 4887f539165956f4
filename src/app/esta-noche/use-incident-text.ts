import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { INCIDENT_KINDS, INCIDENT_STATES, type Incident, type RESOLUTIONS } from '@/modules/custody/wire';

type Resolution = (typeof RESOLUTIONS)[number];

/** Whether a decision could count it: what cannot be read says of nobody that they came in. */
export function isReadable({ kind, facts }: Incident): boolean {
  return !(kind === 'MALFORMED' && facts.reason === 'UNREADABLE');
}

/** An incident in words for whoever decides it. */
export function useIncidentText() {
  const t = useTranslations('tonight.incidents');
  const incidents = useTranslations('incidents');

  /** What happened. `party` is the name of the reservation that it is about, where that is known. */
  function what(incident: Incident, party: string | null): string {
    const { facts, entries } = incident;
    const who = party === null ? t('someParty') : isolate(party);
    const people = Math.abs(incident.people);
    const { scanCount: counted, guestCount: planned, inside, capacity, skewSeconds = 0 } = facts;
    const kind = INCIDENT_KINDS.find((known) => known === incident.kind) ?? 'other';
    switch (kind) {
      case 'OVER_PLAN_OFFLINE':
      case 'SAME_PARTY_TWO_GATES':
        if (counted === undefined || planned === undefined) return t('what.fewer', { who });
        return t(`what.${kind}`, { who, counted, planned });
      case 'CAPACITY_PASSED_OFFLINE':
        return t(`what.${kind}`, { inside: inside ?? 0, capacity: capacity ?? 0 });
      case 'CLOCK_SKEW':
        return t(skewSeconds > 0 ? 'what.ahead' : 'what.behind', { minutes: Math.round(Math.abs(skewSeconds) / 60) });
      case 'DEVICE_REVOKED':
        return t(`what.${kind}`, { entries });
      case 'MALFORMED':
        return t(isReadable(incident) ? 'what.MALFORMED' : 'what.unreadable');
      case 'CANCELLED_ENTERED':
      case 'REVOKED_ENTERED':
      case 'OTHER_DAY_ENTERED':
        return t(`what.${kind}`, { who, people });
      case 'UNKNOWN_PASS_ENTERED':
        return t(`what.${kind}`, { people });
      default:
        return t(`what.${kind}`);
    }
  }

  /** What a decision does to the figures. */
  function effect({ facts: { held = false }, ...incident }: Incident, resolution: Resolution): string {
    const people = Math.abs(incident.people);
    if (resolution === 'DISCARDED') return t('effects.nothing');
    if (resolution === 'ACCEPTED') return held ? t('effects.count', { people }) : t('effects.stays');
    return held ? t('effects.never') : t('effects.uncount', { people });
  }

  const kindName = ({ kind }: Incident) =>
    incidents(`kind.${INCIDENT_KINDS.find((known) => known === kind) ?? 'other'}`);
  const stateName = ({ state }: Incident) =>
    incidents(`state.${INCIDENT_STATES.find((known) => known === state) ?? 'other'}`);
  return { what, effect, kindName, stateName };
}
