import { type Context, can } from '@/modules/access/context';
import { lockVenue } from '@/modules/attendance/judge-room';
import { hashEntry } from '@/modules/attendance/nonces';
import { type AttendanceRow, findEntryByNonce, findUndo, recordEntry } from '@/modules/attendance/record-entry';
import { recordFlow } from '@/modules/attendance/record-flow';
import { closedStatus } from '@/modules/attendance/rules';
import type { Tx } from '@/platform/db/client';
import { lockParty } from './find-target';
import { type Held, hold, type Written } from './rules';
import type { SyncEntry } from './schema';

/** Why an undo is held whose entry has not come: it is taken back as soon as it is counted. */
export const WAITS_FOR_ENTRY = 'WAITS_FOR_ENTRY';

/** Takes back what a phone has counted, by the nonce of that entry. */
export async function undoEntry(
  tx: Tx,
  ctx: Context,
  { nonce, undoOf }: Pick<SyncEntry, 'nonce'> & { readonly undoOf: string },
): Promise<Written | Held> {
  const undone = await findEntryByNonce(tx, ctx.venue.id, undoOf);
  if (!undone) return { state: 'HELD', reason: WAITS_FOR_ENTRY, notice: null };
  const isOwn = undone.userId === ctx.userId;
  if (!isOwn && !can(ctx.role, 'attendance.undo-any'))
    return hold('MALFORMED', nonce, { reason: 'FORBIDDEN' }, undone.reservationId);
  if (undone.kind === 'UNDO') return hold('MALFORMED', nonce, { reason: 'NOT_COUNTABLE' }, undone.reservationId);
  const taken = await takeBack(tx, ctx, undone);
  return taken ?? hold('OVER_PLAN_OFFLINE', nonce, { reason: 'COUNT_BELOW_ZERO' }, undone.reservationId);
}

/**
 * Writes the opposite of an entry, once; null where the arrivals of its party would fall below zero, because others have
 * taken the people off by hand.
 */
export async function takeBack(tx: Tx, ctx: Context, undone: AttendanceRow): Promise<Written | null> {
  const row = undone.reservationId === null ? null : ((await lockParty(tx, ctx.venue, undone.reservationId)) ?? null);
  await lockVenue(tx, ctx.venue.id);
  if (await findUndo(tx, undone)) return { state: 'REPLAYED', scanCount: row?.scanCount ?? null, notices: [] };
  const delta = -undone.delta;
  const { flow, gateId, category } = undone;
  const entry = {
    ...{ delta, nonce: `undo:${undone.id}`, requestHash: hashEntry('UNDO', row?.id ?? undone.id, delta) },
    ...{ method: 'UNDO' as const, undoOf: undone.id, gateId, occurredAt: ctx.now, forced: false },
    person: undone.person,
  };
  if (row && undone.kind === 'FIRST') {
    if (row.scanCount + delta < 0) return null;
    const recorded = await recordEntry(tx, ctx, row, entry, { keepsStatus: closedStatus(row) !== null });
    return { state: 'ACCEPTED', scanCount: recorded.row.scanCount, notices: [] };
  }
  const businessDay = undone.businessDay ?? row?.businessDay;
  if (businessDay === undefined) return null;
  await recordFlow(tx, ctx, row, { ...entry, flow, kind: 'UNDO', category, businessDay });
  return { state: 'ACCEPTED', scanCount: row?.scanCount ?? null, notices: [] };
}
