import { type DeviceScope, type Permission, PROFILES, type Profile } from './context';

const FOLLOWS: ReadonlySet<Permission> = new Set(['attendance.count', 'door.follow']);

/**
 * What each profile sees, and what the verbs let it do. Which operations it may call at all is said by each operation:
 * those that name none of these groups are closed to every device.
 */
export const PROFILE_PERMISSIONS: Readonly<Record<Profile, ReadonlySet<Permission>>> = {
  SCAN: FOLLOWS,
  SCAN_LIST: new Set(['attendance.count', 'reservations.read']),
  CLICKER: FOLLOWS,
  EXIT: FOLLOWS,
};

/** What every device needs to have its page open. */
export const EVERY_PROFILE: readonly Profile[] = PROFILES;
/** Reads passes. */
export const SCANNING: readonly Profile[] = ['SCAN', 'SCAN_LIST'];
/** Sees tonight's list by name, and counts by it. */
export const LISTING: readonly Profile[] = ['SCAN_LIST'];
/** Counts people without a reservation. */
export const CLICKING: readonly Profile[] = ['SCAN_LIST', 'CLICKER'];
/** Counts people who leave. */
export const LEAVING: readonly Profile[] = ['SCAN_LIST', 'EXIT'];
/** Takes back what it has counted without a reservation. */
export const TAKING_BACK: readonly Profile[] = ['SCAN_LIST', 'CLICKER', 'EXIT'];

/** Whether the device may count there: a request that names no gate counts at none. */
export function isGateInScope({ gateIds }: Pick<DeviceScope, 'gateIds'>, gateId: string | null | undefined): boolean {
  return gateIds.length === 0 || gateId == null || gateIds.includes(gateId);
}
