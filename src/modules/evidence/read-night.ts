import { and, asc, eq, gt, gte, lt, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { scanAttempt } from '@/modules/attendance/tables';
import { toIncident } from '@/modules/custody/change';
import { custodyEntry, incident } from '@/modules/custody/tables';
import { readCursor } from '@/modules/events/reads';
import { KEPT_DAYS } from '@/modules/venues/rules';
import { business } from '@/modules/venues/tables';
import { businessDayBounds } from '@/modules/venues/wall-clock';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import type { EvidencePage } from './answers';
import { projectPage } from './project-page';
import { readCounted } from './read-counted';
import { readNames } from './read-names';
import { entryOf } from './reads';
import type { Found } from './rows';
import { type EvidenceInput, MAX_PAGE, PARTS, type Part } from './schema';

const DAY_MS = 24 * 60 * 60_000;

interface Night {
  readonly day: string;
  readonly start: Date;
  readonly end: Date;
}

type ReadPart = (tx: Tx, ctx: Context, night: Night, after: string, limit: number) => Promise<Found[]>;

const READERS: Record<Part, ReadPart> = {
  counted: (tx, ctx, { day }, after, limit) => readCounted(tx, ctx, day, after, limit),
  held: readHeldLines,
  refused: readRefused,
  incidents: readIncidents,
};

/**
 * A part of what the figures of a night are made of: its ledger, what phones delivered and nobody has counted, what was
 * refused, and its incidents, at most `limit` rows in that order. The whole is what all pages have together.
 */
export async function readNight(ctx: Context, { day, after, limit = MAX_PAGE }: EvidenceInput): Promise<EvidencePage> {
  const { start, end } = businessDayBounds(day, ctx.venue);
  return snapshot(async (tx) => {
    const { found, next } = await readParts(tx, ctx, { day, start, end }, after ?? 'counted:', limit);
    const lines = found.flatMap(({ line }) => line ?? []);
    return {
      ...{ day, startsAt: start.toISOString(), endsAt: end.toISOString(), readAt: ctx.now.toISOString() },
      refusalsKept: await areRefusalsKept(tx, ctx, end),
      ...projectPage(lines, await readNames(tx, ctx, lines)),
      incidents: found.flatMap((each) => each.incident ?? []),
      next,
      cursor: await readCursor(tx, ctx),
    };
  });
}

async function readParts(tx: Tx, ctx: Context, night: Night, position: string, limit: number) {
  const cut = position.indexOf(':');
  const first = PARTS.indexOf(position.slice(0, cut) as Part);
  let after = position.slice(cut + 1);
  const found: Found[] = [];
  for (const part of PARTS.slice(first)) {
    const room = limit - found.length;
    if (room === 0) return { found, next: `${part}:` };
    const rows = await READERS[part](tx, ctx, night, after, room);
    found.push(...rows);
    const last = rows.at(-1);
    if (last && rows.length === room) return { found, next: `${part}:${last.key}` };
    after = '';
  }
  return { found, next: null };
}

/** In the order of their keys. */
async function readHeldLines(tx: Tx, ctx: Context, { day }: Night, after: string, limit: number): Promise<Found[]> {
  const cut = after.lastIndexOf('/');
  const rows = await tx
    .select()
    .from(custodyEntry)
    .where(
      and(
        eq(custodyEntry.businessId, ctx.venue.id),
        eq(custodyEntry.businessDay, day),
        eq(custodyEntry.state, 'HELD'),
        after === ''
          ? undefined
          : sql`(${custodyEntry.nonce}, ${custodyEntry.contentHash}) > (${after.slice(0, cut)}, ${after.slice(cut + 1)})`,
      ),
    )
    .orderBy(asc(custodyEntry.nonce), asc(custodyEntry.contentHash))
    .limit(limit);
  return rows.map((row) => {
    const entry = entryOf(row);
    const { flow = null, kind = null, delta = null, gateId = null, basis = null, category = null } = entry ?? {};
    return {
      key: `${row.nonce}/${row.contentHash}`,
      line: {
        ...{ state: 'HELD', seq: null, nonce: row.nonce, at: row.at, receivedAt: row.receivedAt },
        ...{ flow, kind, of: kind, delta, method: null, walkIn: false, gateId, basis, category, reason: row.reason },
        ...{ by: row.sentBy, deliveredBy: row.sentBy, deviceId: row.deviceId },
        ...{ reservationId: entry?.reservationId ?? null, forced: false, undone: false },
      },
    };
  });
}

async function readRefused(tx: Tx, ctx: Context, night: Night, after: string, limit: number): Promise<Found[]> {
  const rows = await tx
    .select()
    .from(scanAttempt)
    .where(
      and(
        eq(scanAttempt.businessId, ctx.venue.id),
        gte(scanAttempt.occurredAt, night.start),
        lt(scanAttempt.occurredAt, night.end),
        // What has an index: nothing is received before it happens.
        gte(scanAttempt.receivedAt, night.start),
        gt(scanAttempt.id, after),
      ),
    )
    .orderBy(asc(scanAttempt.id))
    .limit(limit);
  return rows.map((row) => ({
    key: row.id,
    line: {
      ...{ state: 'REFUSED', seq: null, nonce: null, at: row.occurredAt, receivedAt: row.receivedAt },
      ...{ flow: null, kind: null, of: null, delta: row.increment, method: row.method, walkIn: false },
      ...{ gateId: row.gateId, by: row.userId, deliveredBy: null, deviceId: null, reservationId: row.reservationId },
      ...{ basis: null, category: null, reason: row.reason, forced: false, undone: false },
    },
  }));
}

async function readIncidents(tx: Tx, ctx: Context, { day }: Night, after: string, limit: number): Promise<Found[]> {
  const rows = await tx
    .select({ row: incident, resolvedBy: user.name })
    .from(incident)
    .leftJoin(user, eq(user.id, incident.resolvedBy))
    .where(and(eq(incident.businessId, ctx.venue.id), eq(incident.businessDay, day), gt(incident.id, after)))
    .orderBy(asc(incident.id))
    .limit(limit);
  return rows.map(({ row, resolvedBy }) => ({
    key: row.id,
    incident: { ...toIncident(row, resolvedBy), nonces: row.nonces },
  }));
}

async function areRefusalsKept(tx: Tx, { venue, now }: Context, end: Date): Promise<boolean> {
  const [row] = await tx.select({ days: business.keptRefusalsDays }).from(business).where(eq(business.id, venue.id));
  const days = row?.days ?? KEPT_DAYS.refusals.usual;
  return end.getTime() > now.getTime() - days * DAY_MS;
}
