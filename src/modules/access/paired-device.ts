import { and, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { parseLocale } from '@/i18n/locale';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import { db } from '@/platform/db/transaction';
import type { DeviceScope } from './context';
import { type DeviceToken, hashSecret, readDeviceToken } from './device-secret';
import { pairedDevice } from './pairing-tables';
import { PROFILE_PERMISSIONS } from './profiles';
import type { Identity } from './session';
import { user } from './tables';

/** Who acts by the cookie of a paired phone; null without one that is in force. */
export async function readDevice(cookie: string | null | undefined): Promise<Identity | null> {
  const token = readDeviceToken(cookie);
  if (!token) return null;
  const found = await findPlace(and(isDeviceOf(token), isSecret(hashSecret(token.secret)), isInForce()));
  const sessionId = found?.device.sessionId;
  return found && sessionId ? identityOf(found, sessionId, null) : null;
}

/** The same for a phone whose access has ended, which may hand over what it still holds, and nothing else. */
export async function readEndedDevice(cookie: string | null | undefined): Promise<Identity | null> {
  const token = readDeviceToken(cookie);
  const known = token && (await findDevice(cookie));
  const found = known && (await findPlace(isDeviceOf(token)));
  return found && known.revokedAt ? identityOf(found, known.id, known.revokedAt) : null;
}

async function findPlace(where: SQL | undefined) {
  const [found] = await db()
    .select({ device: pairedDevice, venue: business, name: user.name, locale: user.locale })
    .from(pairedDevice)
    .innerJoin(user, eq(user.id, pairedDevice.userId))
    .innerJoin(business, eq(business.id, pairedDevice.businessId))
    .where(where);
  return found;
}

type Place = NonNullable<Awaited<ReturnType<typeof findPlace>>>;

function identityOf({ device, venue, name, locale }: Place, sessionId: string, endedAt: Date | null): Identity {
  const { id, slug, name: venueName } = venue;
  return {
    ...{ sessionId, userId: device.userId, name, email: '', locale: parseLocale(locale) },
    ...{ notices: 'none', barred: [], secondFactor: false },
    device: { ...scopeOf(device), validUntil: device.validUntil, ...(endedAt ? { endedAt } : {}) },
    suspended: venue.suspended ? [{ id, slug, name: venueName }] : [],
    members: venue.suspended
      ? []
      : [
          {
            ...{ venue: { ...venue, id: id as BusinessId }, role: PROFILE_PERMISSIONS[device.profile] },
            ...{ base: 'DOOR', customRole: null },
          },
        ],
  };
}

/** A phone that has been paired, also when it is revoked, has ended, or has been replaced by another phone. */
export interface KnownDevice extends DeviceScope {
  readonly businessId: string;
  /** As whom it acts. */
  readonly userId: string;
  /** When this phone ceased to act: revoked, at its end, or replaced by another phone. Null while it acts. */
  readonly revokedAt: Date | null;
}

/**
 * The phone of a cookie, in force or not: what it counted before it was revoked must still be taken from it, and nothing
 * else. Null for a cookie that names no device, or holds none of its secrets.
 */
export async function findDevice(cookie: string | null | undefined): Promise<KnownDevice | null> {
  const token = readDeviceToken(cookie);
  if (!token) return null;
  const hash = hashSecret(token.secret);
  const isEnded = sql<boolean>`${hash} = any(${pairedDevice.endedHashes})`;
  const [found] = await db()
    .select({ device: pairedDevice, isEnded })
    .from(pairedDevice)
    .where(and(isDeviceOf(token), or(isSecret(hash), isEnded)));
  if (!found) return null;
  const { businessId, userId, revokedAt, pairedAt, validUntil } = found.device;
  const isOver = validUntil !== null && validUntil <= new Date();
  const endedAt = revokedAt ?? (found.isEnded ? pairedAt : isOver ? validUntil : null);
  return { ...scopeOf(found.device), businessId, userId, revokedAt: endedAt };
}

/** The phones of these sessions that are in force, each with what it may do and the hours of its venue. */
export async function readDeviceGrants(sessionIds: readonly string[]) {
  const rows = await db()
    .select({
      sessionId: pairedDevice.sessionId,
      businessId: pairedDevice.businessId,
      profile: pairedDevice.profile,
      timeZone: business.timeZone,
      cutoffHour: business.cutoffHour,
    })
    .from(pairedDevice)
    .innerJoin(business, and(eq(business.id, pairedDevice.businessId), eq(business.suspended, false)))
    .where(and(inArray(pairedDevice.sessionId, [...sessionIds]), isInForce()));
  return rows.map(({ profile, ...row }) => ({ ...row, role: PROFILE_PERMISSIONS[profile] }));
}

type Row = typeof pairedDevice.$inferSelect;

const scopeOf = ({ id, profile, gateIds }: Row): DeviceScope => ({ id, profile, gateIds });

function isDeviceOf({ businessId, id }: DeviceToken): SQL | undefined {
  return and(eq(pairedDevice.businessId, businessId), eq(pairedDevice.id, id));
}

/** Secrets are compared by their hashes, so that the time of the comparison says nothing of them. */
function isSecret(hash: string): SQL | undefined {
  return or(eq(pairedDevice.secretHash, hash), eq(pairedDevice.previousHash, hash));
}

function isInForce(): SQL | undefined {
  return and(
    isNull(pairedDevice.revokedAt),
    or(isNull(pairedDevice.validUntil), gt(pairedDevice.validUntil, sql`now()`)),
  );
}
