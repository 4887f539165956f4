import { and, asc, eq, sql } from 'drizzle-orm';
import { type Context, can } from '@/modules/access/context';
import { balanceOf, readGates, readPersonsOfNight } from '@/modules/attendance/reads';
import { readCursor } from '@/modules/events/reads';
import { readGateRows } from '@/modules/gates/reads';
import { passKey, qrPass } from '@/modules/passes/tables';
import { reservation } from '@/modules/reservations/tables';
import { businessDayOf } from '@/modules/venues/business-day';
import { snapshot } from '@/platform/db/transaction';
import type { DoorManifest } from './answers';
import { projectManifest, withoutNames } from './project-manifest';

/** Tonight's list with its passes and the keys that sign them, for a phone that must judge passes without a network. */
export async function readManifest(ctx: Context): Promise<DoorManifest> {
  const { venue, now } = ctx;
  const night = businessDayOf(now, venue);
  const { rows, passes, ...read } = await snapshot(async (tx) => {
    const rows = await tx
      .select()
      .from(reservation)
      .where(and(eq(reservation.businessId, venue.id), eq(reservation.businessDay, night)))
      .orderBy(asc(reservation.reservedAt), asc(reservation.code));
    return {
      rows,
      cursor: await readCursor(tx, ctx),
      gates: (await readGateRows(tx, venue.id)).filter(({ active }) => active),
      inside: Math.max(0, balanceOf(await readGates(tx, venue.id, night))),
      keys: await tx
        .select({ id: passKey.keyId, publicKey: passKey.publicKey })
        .from(passKey)
        .where(eq(passKey.businessId, venue.id))
        .orderBy(asc(passKey.keyId)),
      persons: await readPersonsOfNight(tx, venue.id, night),
      // Not joined: a planner without statistics of a new night compares every pass with every row.
      passes: await tx
        .select({
          ...{ id: qrPass.id, reservationId: qrPass.reservationId },
          ...{ epoch: qrPass.epoch, revokedAt: qrPass.revokedAt },
        })
        .from(qrPass)
        .where(
          and(
            eq(qrPass.businessId, venue.id),
            sql`${qrPass.reservationId} = any(${sql.param(rows.map(({ id }) => id))}::text[])`,
          ),
        )
        .orderBy(asc(qrPass.id)),
    };
  });
  const held = rows.filter(({ deletedAt }) => deletedAt === null);
  const expected = new Set(held.map(({ id }) => id));
  const active = new Map(
    passes
      .filter(({ reservationId, revokedAt }) => revokedAt === null && expected.has(reservationId))
      .map((pass) => [pass.reservationId, pass]),
  );
  const opening = new Set([...active.values()].map(({ id }) => id));
  const manifest = projectManifest({
    ...{ ...read, venue, night, now },
    held: held.map((row) => ({ row, pass: active.get(row.id) ?? null })),
    revoked: passes.map(({ id }) => id).filter((id) => !opening.has(id)),
  });
  return can(ctx.role, 'reservations.read') ? manifest : withoutNames(manifest);
}
