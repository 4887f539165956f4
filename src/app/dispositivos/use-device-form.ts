import { useState } from 'react';
import type { Profile } from '@/modules/access/context';
import type { DeviceFields } from '@/modules/devices/client/devices-api';
import type { Device } from '@/modules/devices/wire';
import { addDays, businessDayOf, type DayRules } from '@/modules/venues/business-day';
import { businessDayBounds } from '@/modules/venues/wall-clock';

/** For how long a phone may act. `keep` leaves an end as it is. */
export const LIVES = ['endless', 'tonight', 'week', 'keep'] as const;
type Life = (typeof LIVES)[number];
const WEEK_DAYS = 7;

/** What is typed of a device; `check` says whether it can be sent, and from then on what is missing. */
export function useDeviceForm(device: Device | null, rules: DayRules) {
  const [name, setName] = useState(device?.name ?? '');
  const [profile, setProfile] = useState<Profile>(device?.profile ?? 'SCAN_LIST');
  const [gateIds, setGateIds] = useState<readonly string[]>(device?.gateIds ?? []);
  const end = device?.validUntil ?? null;
  const [life, setLife] = useState<Life>(end === null ? 'endless' : 'keep');
  const [isTried, setTried] = useState(false);
  const isNamed = name.trim() !== '';
  const fields: DeviceFields = { name: name.trim(), profile, gateIds, validUntil: endOf(life, end, rules) };
  return {
    ...{ name, setName, profile, setProfile, gateIds, setGateIds, life, setLife, end, fields },
    isNameMissing: isTried && !isNamed,
    check: () => {
      setTried(true);
      return isNamed;
    },
  };
}
export type DeviceForm = ReturnType<typeof useDeviceForm>;

/** Nights end when the venue's do, so that no phone stops in the middle of one. */
function endOf(life: Life, end: string | null, rules: DayRules): string | null {
  if (life === 'endless') return null;
  if (life === 'keep') return end;
  const last = addDays(businessDayOf(new Date(), rules), life === 'week' ? WEEK_DAYS - 1 : 0);
  return businessDayBounds(last, rules).end.toISOString();
}
