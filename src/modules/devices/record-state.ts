import { and, eq } from 'drizzle-orm';
import { pairedDevice } from '@/modules/access/pairing-tables';
import { EVENT_SEQ, emit } from '@/modules/events/emit';
import { business } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { type DeviceRow, deviceEvent } from './change';

/** What a phone tells of itself, with its heartbeat or with what it hands over. */
export interface ToldState {
  /** Counts that it has not handed over. */
  readonly queued: number;
  readonly version?: string | undefined;
  /** In percent. */
  readonly battery?: number | undefined;
  /** The newest event of the venue that it has seen. */
  readonly seq?: number | undefined;
  readonly at: Date;
}

/** Screens are told at once of what a person would act on, and of a phone that is merely still there after this time. */
const TELL_MS = 2 * 60_000;
const BATTERY_STEP = 5;

/**
 * Keeps what a phone told of itself, also of a revoked one, whose queue is still being taken; whether there is such a
 * device. It may tell the venue's screens, so call it last in the transaction: it then takes the lock of the venue's
 * sequence.
 */
export async function recordDeviceState(
  tx: Tx,
  businessId: string,
  deviceId: string,
  { queued, version, battery, seq, at }: ToldState,
): Promise<boolean> {
  const isDevice = and(eq(pairedDevice.businessId, businessId), eq(pairedDevice.id, deviceId));
  const [before] = await tx.select().from(pairedDevice).where(isDevice).for('update');
  if (!before) return false;
  const fields: Partial<DeviceRow> = {
    ...{ queued, seenAt: at },
    ...(version === undefined ? {} : { appVersion: version }),
    ...(battery === undefined ? {} : { battery }),
    ...(seq === undefined ? {} : { behind: await readBehind(tx, businessId, seq) }),
  };
  const after = { ...before, ...fields };
  if (before.revokedAt !== null || !isNews(before, after, at)) {
    await tx.update(pairedDevice).set(fields).where(isDevice);
    return true;
  }
  const values = { ...fields, toldAt: at, version: EVENT_SEQ };
  await emit(tx, businessId, deviceEvent(after), {
    subject: { kind: 'device', id: deviceId },
    bump: { table: pairedDevice, values, where: { businessId, id: deviceId } },
  });
  return true;
}

async function readBehind(tx: Tx, businessId: string, seq: number): Promise<number> {
  const [venue] = await tx.select({ head: business.eventSeq }).from(business).where(eq(business.id, businessId));
  return Math.max(0, (venue?.head ?? 0) - seq);
}

function isNews(before: DeviceRow, after: DeviceRow, at: Date): boolean {
  if (before.toldAt === null || at.getTime() - before.toldAt.getTime() >= TELL_MS) return true;
  if (before.queued !== after.queued || before.appVersion !== after.appVersion) return true;
  return Math.abs((before.battery ?? -BATTERY_STEP) - (after.battery ?? -BATTERY_STEP)) >= BATTERY_STEP;
}
