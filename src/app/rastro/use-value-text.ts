import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { PROFILES, ROLES } from '@/modules/access/context';
import { INCIDENT_KINDS, INCIDENT_STATES } from '@/modules/custody/wire';
import { Instant, ReservationStatus, TAGS } from '@/modules/reservations/wire';
import { textOf } from '@/modules/trail/rules';
import type { DayRules } from '@/modules/venues/business-day';
import { usePermissionWord } from '../claves/use-permission-word';

/** The value of a field in the reader's words: a status, a role, tags and times have words, others are what was written. */
export function useValueText({ timeZone }: DayRules): (field: string, value: unknown) => string {
  const t = useTranslations('trail');
  const statuses = useTranslations('reservas.status');
  const tags = useTranslations('reservas.tags');
  const roles = useTranslations('people.roles');
  const incidents = useTranslations('incidents');
  const profiles = useTranslations('puerta.profiles');
  const permission = usePermissionWord();
  const format = useFormatter();
  return (field, value) => {
    const text = textOf(value);
    if (text === '') return t('nothing');
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (field === 'secondFactor') return t('switchedOff');
    if (field === 'status' || field === 'statusBeforeCheckIn') {
      const status = ReservationStatus.safeParse(value);
      return statuses(status.success ? status.data : 'unknown');
    }
    if (field === 'role') {
      const role = ROLES.find((known) => known === value);
      return role ? roles(role) : isolate(text);
    }
    if (field === 'incident') return incidents(`kind.${INCIDENT_KINDS.find((known) => known === value) ?? 'other'}`);
    if (field === 'resolution')
      return incidents(`state.${INCIDENT_STATES.find((known) => known === value) ?? 'other'}`);
    if (field === 'profile') {
      const profile = PROFILES.find((known) => known === value);
      return profile ? profiles(`${profile}.name`) : isolate(text);
    }
    if (field === 'tags' && Array.isArray(value)) {
      return format.list(value.map((tag) => tags(TAGS.find((known) => known === tag) ?? 'unknown')));
    }
    if (field === 'permissions' && Array.isArray(value))
      return format.list(value.map((name) => permission(String(name))));
    // Its content's hash, of which a few signs tell two pictures apart.
    if (field === 'logoHash') return isolate(text.slice(0, 8));
    if (Instant.safeParse(value).success) {
      return format.dateTime(new Date(text), { timeZone, dateStyle: 'medium', timeStyle: 'short' });
    }
    return isolate(text);
  };
}
