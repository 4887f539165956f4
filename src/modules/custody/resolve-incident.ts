import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { lockVenue } from '@/modules/attendance/judge-room';
import { findEntryByNonce } from '@/modules/attendance/record-entry';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { setState, settleUndos } from './accept-entries';
import type { IncidentAnswer } from './answers';
import { auditedIncident, changeIncident, type IncidentRow, shownIncident, toIncident } from './change';
import { lockParties } from './find-target';
import { readEntry } from './read-entry';
import { findIncident, nameOf } from './reads';
import type { ResolveIncidentInput } from './schema';
import { custodyEntry } from './tables';
import { takeBack } from './undo-entry';
import { writeEntry } from './write-entry';

/**
 * Decides an incident, once. ACCEPTED: what the phones said is so, and what was held is counted, as people without a
 * reservation where its pass is unknown. CORRECTED: it was not so, and what was counted is taken back. DISCARDED: nothing is
 * counted or taken back. The same decision again gets the same answer. Throws NOT_FOUND, VERSION_CONFLICT with the current
 * incident when somebody has decided it otherwise, NOT_COUNTABLE when nothing of it can be counted, and COUNT_BELOW_ZERO when
 * others have already taken the people off.
 */
export function resolveIncident(ctx: Context, input: ResolveIncidentInput): Promise<IncidentAnswer> {
  const { id, resolution, reason } = input;
  return transaction(async (tx) => {
    const named = await findIncident(tx, ctx, id);
    const held = (await heldOf(tx, ctx, named)).flatMap(({ entry }) => entry ?? []);
    await lockParties(tx, ctx.venue, held, named.nonces);
    await lockVenue(tx, ctx.venue.id);
    const seen = await findIncident(tx, ctx, id);
    const by = await nameOf(tx, ctx.userId);
    if (seen.state !== 'OPEN') {
      if (seen.state === resolution && seen.resolvedBy === ctx.userId && seen.reason === reason)
        return { incident: toIncident(seen, by) };
      const current = toIncident(seen, seen.resolvedBy === null ? null : await nameOf(tx, seen.resolvedBy));
      throw new DomainError('VERSION_CONFLICT', { extra: { current } });
    }
    if (resolution === 'ACCEPTED') await countHeld(tx, ctx, seen);
    if (resolution === 'CORRECTED') await takeBackCounted(tx, ctx, seen);
    const fields = { state: resolution, reason, resolvedAt: ctx.now, resolvedBy: ctx.userId };
    const after = { ...seen, ...fields };
    const changed = await changeIncident(tx, ctx, seen, {
      fields,
      audit: {
        action: 'incident.resolved',
        before: auditedIncident(seen),
        after: auditedIncident(after),
      },
      event: { type: 'incident-changed', id, row: shownIncident(after, by) },
    });
    return { incident: toIncident(changed, by) };
  });
}

/** The entries that wait for the decision, in the order in which they came. */
async function heldOf(tx: Tx, ctx: Context, { nonces }: IncidentRow) {
  const rows = await tx
    .select()
    .from(custodyEntry)
    .where(and(eq(custodyEntry.businessId, ctx.venue.id), inArray(custodyEntry.nonce, [...nonces])));
  return rows
    .filter(({ state }) => state === 'HELD')
    .sort((a, b) => nonces.indexOf(a.nonce) - nonces.indexOf(b.nonce))
    .map((row) => ({ row, entry: readEntry(parsed(row.content)).entry }));
}

async function countHeld(tx: Tx, ctx: Context, incident: IncidentRow): Promise<void> {
  for (const { row, entry } of await heldOf(tx, ctx, incident)) {
    if (!entry) throw notCountable();
    const author = { ...ctx, userId: row.sentBy ?? ctx.userId };
    const nonce = incident.kind === 'NONCE_CONFLICT' ? ownNonce(row) : entry.nonce;
    const taken = { entry: { ...entry, nonce }, at: row.at, deviceId: row.deviceId };
    const outcome = await writeEntry(tx, author, taken, true);
    if (outcome.state === 'HELD') throw notCountable();
    await setState(tx, row, outcome);
    await settleUndos(tx, author, nonce);
  }
}

const notCountable = () => new DomainError('NOT_COUNTABLE', { extra: { reason: 'INVALID' } });

/** Another entry has the nonce already. */
function ownNonce({ nonce, contentHash }: typeof custodyEntry.$inferSelect): string {
  return `${nonce.slice(0, 80)}:${contentHash.slice(0, 16)}`;
}

/** What is kept of an entry that was too long is no JSON. */
function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

async function takeBackCounted(tx: Tx, ctx: Context, { nonces }: IncidentRow): Promise<void> {
  for (const nonce of nonces) {
    const counted = await findEntryByNonce(tx, ctx.venue.id, nonce);
    if (counted && !(await takeBack(tx, ctx, counted))) throw new DomainError('COUNT_BELOW_ZERO');
  }
}
