import { pairedDevice } from '@/modules/access/pairing-tables';
import { changer } from '@/modules/events/change';
import type { RowDraft } from '@/modules/events/emit';
import type { Device } from './wire';

export type DeviceRow = typeof pairedDevice.$inferSelect;

/** Every audited write of a device uses it. See `changer`. */
export const changeDevice = changer('device', pairedDevice);

export function toDevice(row: DeviceRow): Device {
  const { id, name, profile, gateIds, queued, battery, appVersion, behind, version } = row;
  return {
    ...{ id, name, profile, gateIds, queued, battery, appVersion, behind, version },
    validUntil: row.validUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    pairedAt: row.pairedAt?.toISOString() ?? null,
    pairExpiresAt: row.pairUsedAt === null ? row.pairExpiresAt.toISOString() : null,
    seenAt: row.seenAt?.toISOString() ?? null,
  };
}

/** The event of a device; null tells that it was revoked. */
export function deviceEvent(row: DeviceRow, shown: Device | null = toDevice(row)): RowDraft {
  return { type: 'device-changed', id: row.id, row: shown };
}

/** What the audit says of a device. */
export function auditedDevice({ name, profile, gateIds, validUntil }: DeviceRow) {
  return { name, profile, gateIds, expiresAt: validUntil?.toISOString() ?? null };
}
