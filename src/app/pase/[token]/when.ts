import type { Formats } from '@/i18n/locale';
import { projectWhen } from '@/modules/attendance/project-when';
import type { PublicPass } from '@/modules/attendance/read-pass';

/** A pass that still opens a door, which shows its reservation. */
export type UsablePass = Extract<PublicPass, { code: string }>;

/** The date and the hour of a pass's reservation in the venue's zone. */
export function whenOf({ reservedAt, timeZone }: UsablePass, formats: Formats) {
  return projectWhen(new Date(reservedAt), timeZone, formats);
}
