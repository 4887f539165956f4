import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { visibleTo } from '@/modules/access/audience';
import type { Context } from '@/modules/access/context';
import { apiKey } from '@/modules/access/key-tables';
import { pairedDevice } from '@/modules/access/pairing-tables';
import { customRole, membership, user } from '@/modules/access/tables';
import { auditEntry } from '@/modules/audit/tables';
import { readCursor } from '@/modules/events/reads';
import { showFields } from '@/modules/reservations/events';
import { isGuestAction } from '@/modules/reservations/rules';
import { reservation } from '@/modules/reservations/tables';
import { businessDayBounds } from '@/modules/venues/wall-clock';
import type { Database, Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import type { TrailEntry, TrailPage } from './answers';
import type { TrailFilter, TrailInput } from './schema';

const PAGE = 50;
/** The filter for what no account did. */
const NOBODY = 'system';
const RESERVATION = 'reservation';

/** The newest entries of the venue's trail that match, and where the next page begins. */
export async function listTrail(ctx: Context, { after, limit = PAGE, ...filter }: TrailInput): Promise<TrailPage> {
  return snapshot(async (tx) => {
    const { entries, next } = await readTrail(tx, ctx, filter, after ?? null, limit);
    return { entries, next, people: await readPeople(tx, ctx, entries), cursor: await readCursor(tx, ctx) };
  });
}

/** One page of at most `limit` entries after a position, the newest first, each as the reader may see it. */
export async function readTrail(
  on: Database | Tx,
  ctx: Context,
  filter: TrailFilter,
  after: string | null,
  limit: number,
): Promise<Pick<TrailPage, 'entries' | 'next'>> {
  const rows = await trailQuery(on, ctx, filter, after, limit + 1);
  const entries = rows.slice(0, limit).map((row) => toEntry(row, ctx));
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { entries, next: last ? `${last.micros}_${last.id}` : null };
}

/** The query of a page; `audit_trail_idx` holds its order. */
export function trailQuery(
  on: Database | Tx,
  { venue }: Pick<Context, 'venue'>,
  filter: TrailFilter,
  after: string | null,
  limit: number,
) {
  return on
    .select({
      id: auditEntry.id,
      // Exact, as a position must be; a Date is not.
      micros: sql<string>`(extract(epoch from ${auditEntry.at}) * 1000000)::bigint::text`,
      at: sql<string>`to_char(${auditEntry.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
      userId: auditEntry.userId,
      by: user.name,
      action: auditEntry.action,
      kind: auditEntry.entity,
      rowId: auditEntry.entityId,
      keyId: apiKey.id,
      deviceId: pairedDevice.id,
      guest: reservation.customerName,
      named: sql<string | null>`case when ${auditEntry.entity} = 'member'
        then (select m.name from ${user} m where m.id = ${auditEntry.entityId}) when ${auditEntry.entity} = 'key'
        then (select k.name from ${apiKey} k where k.business_id = ${auditEntry.businessId} and k.id = ${auditEntry.entityId}) when ${auditEntry.entity} = 'role'
        then (select r.name from ${customRole} r where r.business_id = ${auditEntry.businessId} and r.id = ${auditEntry.entityId}) when ${auditEntry.entity} = 'device'
        then (select d.name from ${pairedDevice} d where d.business_id = ${auditEntry.businessId} and d.id = ${auditEntry.entityId}) end`,
      before: auditEntry.before,
      after: auditEntry.after,
      requestId: auditEntry.requestId,
    })
    .from(auditEntry)
    .leftJoin(user, eq(user.id, auditEntry.userId))
    .leftJoin(apiKey, and(eq(apiKey.businessId, auditEntry.businessId), eq(apiKey.userId, auditEntry.userId)))
    .leftJoin(
      pairedDevice,
      and(eq(pairedDevice.businessId, auditEntry.businessId), eq(pairedDevice.userId, auditEntry.userId)),
    )
    .leftJoin(
      reservation,
      and(
        eq(reservation.businessId, auditEntry.businessId),
        eq(auditEntry.entity, RESERVATION),
        eq(reservation.id, auditEntry.entityId),
      ),
    )
    .where(and(eq(auditEntry.businessId, venue.id), ...conditionsOf(venue, filter), isAfter(after)))
    .orderBy(desc(auditEntry.at), desc(auditEntry.id))
    .limit(limit);
}

function conditionsOf(venue: Context['venue'], { person, kind, row, from, to }: TrailFilter): (SQL | undefined)[] {
  return [
    person === NOBODY ? isNull(auditEntry.userId) : person && eq(auditEntry.userId, person),
    kind && eq(auditEntry.entity, kind),
    row && eq(auditEntry.entityId, row),
    from && sql`${auditEntry.at} >= ${businessDayBounds(from, venue).start.toISOString()}::timestamptz`,
    to && sql`${auditEntry.at} < ${businessDayBounds(to, venue).end.toISOString()}::timestamptz`,
  ].map((condition) => condition || undefined);
}

function isAfter(after: string | null): SQL | undefined {
  if (after === null) return undefined;
  const cut = after.indexOf('_');
  const micros = after.slice(0, cut);
  const at = sql`timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond'`;
  return sql`(${auditEntry.at}, ${auditEntry.id}) < (${at}, ${after.slice(cut + 1)})`;
}

type Row = Awaited<ReturnType<typeof trailQuery>>[number];

function toEntry(
  { micros: _, userId, by, keyId, deviceId, guest, named, before, after, ...row }: Row,
  ctx: Context,
): TrailEntry {
  const isByGuest = userId === null && isGuestAction(row.action);
  const person = keyId !== null ? 'key' : deviceId !== null ? 'device' : 'person';
  const kind = userId !== null ? person : isByGuest ? 'guest' : NOBODY;
  return {
    ...row,
    actor: { kind, id: userId, name: by },
    rowName: row.kind === RESERVATION ? nameOf(guest, ctx) : named,
    before: valuesOf(row.kind, before, ctx),
    after: valuesOf(row.kind, after, ctx),
  };
}

function nameOf(customerName: string | null, { role }: Context): string | null {
  return customerName === null ? null : showFields({ customerName }, visibleTo(role)).customerName;
}

/** Without the permission to read personal data, of a reservation only the fields that are masked for such a reader. */
function valuesOf(kind: string, values: unknown, { role }: Context): Record<string, unknown> | null {
  const given = values as Record<string, unknown> | null;
  const visible = visibleTo(role);
  if (given === null || kind !== RESERVATION || visible.has('reservations.read-personal')) return given;
  return { ...showFields(given, visible) };
}

async function readPeople(tx: Tx, { venue }: Context, entries: readonly TrailEntry[]): Promise<TrailPage['people']> {
  const members = await tx
    .select({ id: user.id, name: user.name })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(eq(membership.businessId, venue.id));
  const keys = await tx
    .select({ id: apiKey.userId, name: apiKey.name })
    .from(apiKey)
    .where(eq(apiKey.businessId, venue.id));
  const devices = await tx
    .select({ id: pairedDevice.userId, name: pairedDevice.name })
    .from(pairedDevice)
    .where(eq(pairedDevice.businessId, venue.id));
  const people = new Map([...members, ...keys, ...devices].map((one) => [one.id, one]));
  for (const { actor } of entries) {
    if (actor.id !== null && actor.name !== null) people.set(actor.id, { id: actor.id, name: actor.name });
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
}
