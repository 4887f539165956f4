import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { attendanceEntry } from '@/modules/attendance/tables';
import type { Tx } from '@/platform/db/client';
import { type Entry, entryOf, type Kept, readEntries, readKept } from './reads';
import type { Found, NightLine } from './rows';

/** What is counted in a night, in the order of the log; the key is the number in it. */
export async function readCounted(tx: Tx, ctx: Context, day: string, after: string, limit: number): Promise<Found[]> {
  const range = { day, after: Number(after), until: Number.MAX_SAFE_INTEGER, limit };
  const entries = await readEntries(tx, ctx, range);
  const isOf = eq(attendanceEntry.businessId, ctx.venue.id);
  const named = entries.flatMap(({ undoOf }) => undoOf ?? []);
  const ids = entries.map(({ id }) => id);
  // Read apart, like the other words of a line (reads.ts).
  const undone = await tx
    .select({ id: attendanceEntry.id, kind: attendanceEntry.kind, method: attendanceEntry.method })
    .from(attendanceEntry)
    .where(and(isOf, inArray(attendanceEntry.id, named)));
  const undos = await tx
    .select({ of: attendanceEntry.undoOf })
    .from(attendanceEntry)
    .where(and(isOf, inArray(attendanceEntry.undoOf, ids)));
  const kept = await readKept(
    tx,
    ctx.venue.id,
    entries.map(({ nonce }) => nonce),
  );
  const facts = {
    undone: new Map(undone.map((row) => [row.id, row])),
    takenBack: new Set(undos.map(({ of }) => of)),
  };
  return entries.map((entry) => ({ key: String(entry.seq), line: toLine(entry, kept.get(entry.nonce), facts) }));
}

interface Facts {
  /** The entries that undos take back, by id. */
  readonly undone: ReadonlyMap<string, Pick<Entry, 'kind' | 'method'>>;
  readonly takenBack: ReadonlySet<string | null>;
}

function toLine(entry: Entry, delivered: Kept | undefined, { undone, takenBack }: Facts): NightLine {
  const { id, seq, nonce, flow, delta, method, gateId, category, forced, reason, reservationId, userId } = entry;
  const of = entry.undoOf === null ? entry : (undone.get(entry.undoOf) ?? entry);
  return {
    ...{ state: 'COUNTED', seq, nonce: delivered ? nonce : null, at: entry.occurredAt, receivedAt: entry.receivedAt },
    // An undo that the version before wrote has no kind of its own.
    ...{ flow, kind: entry.undoOf === null ? entry.kind : 'UNDO', of: of.kind, delta, method },
    ...{ walkIn: of.method === 'WALK_IN', gateId, by: userId, reservationId, category, reason, forced },
    ...{ deliveredBy: delivered?.sentBy ?? null, deviceId: delivered?.deviceId ?? null },
    ...{ basis: (delivered && entryOf(delivered)?.basis) ?? null, undone: takenBack.has(id) },
  };
}
