import { shown } from '@/modules/access/shown';
import { rowEvents } from '@/modules/events/rules';
import type { Device } from './wire';

/** They hold nothing about a guest, and nothing that a phone proves itself with. */
export const DEVICE_EVENTS = rowEvents<Device>({
  ...{ noun: 'device', permission: 'reservations.read-any-day' },
  fields: {
    ...{ id: shown, name: shown, profile: shown, gateIds: (ids) => ids, validUntil: shown, createdAt: shown },
    ...{ pairedAt: shown, pairExpiresAt: shown, seenAt: shown, queued: shown, battery: shown, appVersion: shown },
    ...{ behind: shown, version: shown },
  },
});
