import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, eq, gt, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import { db } from '@/platform/db/transaction';
import { log } from '@/platform/log';
import { can, KEY_PERMISSIONS, type Permission, type Rights } from './context';
import { isOwnRole } from './custom-role';
import { apiKey } from './key-tables';
import { rightsOfMember } from './rules';
import type { Acting, Identity } from './session';
import { customRole, membership } from './tables';

/** The token of a key: `aforo_{key's id}.{venue's id}.{secret}`. Its beginning is shown, so that people recognise it. */
const TOKEN = /^aforo_([\w-]{12})\.([\w-]{1,64})\.([\w-]{32})$/;
const ID_BYTES = 9;
const SECRET_BYTES = 24;
/** The use of a key is recorded at most once per this period. */
const USE_MS = 60_000;

/** The token of an `Authorization: Bearer` header; null when there is none. */
export function bearerOf(header: string | null | undefined): string | null {
  return /^bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null;
}

/** What people see of a key: the beginning of its token. */
export const prefixOf = (id: string) => `aforo_${id}`;

/** A new key of a venue. The token itself is stored nowhere. */
export function drawKey(businessId: string): { id: string; token: string; secretHash: string } {
  const id = randomBytes(ID_BYTES).toString('base64url');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { id, token: `${prefixOf(id)}.${businessId}.${secret}`, secretHash: hashOf(secret) };
}

/** What a key may do now: what it was given, as far as its maker still may. */
export function rightsOf(given: readonly string[], maker: Rights): ReadonlySet<Permission> {
  return new Set(KEY_PERMISSIONS.filter((name) => given.includes(name) && can(maker, name)));
}

/** Who acts by a token; null for one that opens nothing, has ended, or whose maker has left the venue. */
export async function readKey(token: string): Promise<Identity<Acting> | null> {
  const [, id, businessId, secret] = TOKEN.exec(token) ?? [];
  if (!id || !businessId || !secret) return null;
  const [found] = await db()
    .select({ key: apiKey, venue: business, base: membership.role, own: customRole.permissions })
    .from(apiKey)
    .innerJoin(business, and(eq(business.id, apiKey.businessId), eq(business.suspended, false)))
    .innerJoin(membership, isMaker())
    .leftJoin(customRole, isOwnRole())
    .where(and(eq(apiKey.businessId, businessId), eq(apiKey.id, id), isActing()));
  if (!found || !timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(found.key.secretHash))) return null;
  const { key, venue, base, own } = found;
  const role = rightsOf(key.permissions, rightsOfMember(base, own));
  recordUse(key);
  return {
    ...{ sessionId: key.id, userId: key.userId, name: key.name, email: '', locale: null, notices: 'none' },
    key: { expiresAt: key.expiresAt },
    ...{ suspended: [], barred: [], secondFactor: false },
    members: [{ venue: { ...venue, id: venue.id as BusinessId }, role }],
  };
}

/** Those of the keys that act, each with what it may do and the hours of its venue. */
export async function readKeyGrants(ids: readonly string[]) {
  const rows = await db()
    .select({
      sessionId: apiKey.id,
      businessId: apiKey.businessId,
      permissions: apiKey.permissions,
      base: membership.role,
      own: customRole.permissions,
      timeZone: business.timeZone,
      cutoffHour: business.cutoffHour,
    })
    .from(apiKey)
    .innerJoin(business, and(eq(business.id, apiKey.businessId), eq(business.suspended, false)))
    .innerJoin(membership, isMaker())
    .leftJoin(customRole, isOwnRole())
    .where(and(inArray(apiKey.id, [...ids]), isActing()));
  return rows.map(({ permissions, base, own, ...row }) => ({
    ...row,
    role: rightsOf(permissions, rightsOfMember(base, own)),
  }));
}

function isMaker(): SQL | undefined {
  return and(eq(membership.businessId, apiKey.businessId), eq(membership.userId, apiKey.createdBy));
}

function isActing(): SQL | undefined {
  return and(isNull(apiKey.revokedAt), or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, sql`now()`)));
}

/** No request waits for it. */
function recordUse({ businessId, id, usedAt }: typeof apiKey.$inferSelect): void {
  const before = new Date(Date.now() - USE_MS);
  if (usedAt !== null && usedAt > before) return;
  db()
    .update(apiKey)
    .set({ usedAt: new Date() })
    .where(
      and(eq(apiKey.businessId, businessId), eq(apiKey.id, id), or(isNull(apiKey.usedAt), lt(apiKey.usedAt, before))),
    )
    .catch((error: unknown) => log().warn({ err: error }, 'use of a key not recorded'));
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
