import { createHash } from 'node:crypto';
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { audienceOf } from '@/modules/access/audience';
import type { Context } from '@/modules/access/context';
import { venueEvent } from '@/modules/events/tables';
import { bucketOf, differingBuckets, differingParts, digestRows, rowDigests } from '@/modules/reservations/digest';
import { isDayVisible } from '@/modules/reservations/reads';
import { showReservation } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import type { Reservation } from '@/modules/reservations/wire';
import { business } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import { type Cursor, epochFor } from '@/realtime/protocol/cursor';
import type { RowDifference } from './answers';
import type { AuditReply } from './audit-answers';
import { type AuditAnswerInput, MAX_ROW_DIGESTS } from './schema';

type List = AuditAnswerInput['lists'][number];

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The result for one answer: a further question, or a verdict to store. */
export interface Judgement {
  readonly reply: AuditReply;
  /** The number of rows that could be compared. */
  readonly rows: number;
  readonly differences: RowDifference[];
}

/**
 * How many times one device check asks for a new answer because the log has advanced; after that, the verdict uses only
 * the rows that could be compared.
 */
const MAX_AGAIN = 3;
/** When the log has advanced by more events than this, the check ends without a comparison. */
const MAX_CHANGES = 500;

/**
 * Compares a device's digests at its cursor with the rows that its member would be shown, in one snapshot. When the log
 * has advanced since then, the rows that changed meanwhile are ignored and all others are still compared.
 */
export async function judgeAnswer(ctx: Context, answer: AuditAnswerInput): Promise<Judgement> {
  const lists = answer.lists.filter(({ day }) => isDayVisible(ctx, day));
  return snapshot(async (tx) => {
    const changed = await changedSince(tx, ctx, answer.cursor);
    if (changed === null || lists.length === 0) return moved();
    const held = await rowsOf(tx, ctx, lists);
    const judged = lists.map((list) => compare(list, held.get(list.day) ?? [], changed));
    const rows = judged.reduce((sum, one) => sum + one.rows, 0);
    const differences = judged.flatMap((one) => one.differences);
    if (differences.length > 0) return { reply: { next: 'done', verdict: 'differs' }, rows, differences };
    const closer = Object.fromEntries(judged.flatMap((one) => (one.closer.length > 0 ? [[one.day, one.closer]] : [])));
    if (Object.keys(closer).length > 0) return { reply: { next: 'closer', closer }, rows, differences };
    if (changed.size > 0 && answer.attempt < MAX_AGAIN) return { reply: { next: 'again' }, rows, differences };
    if (changed.size > 0 && rows === 0) return moved();
    return { reply: { next: 'done', verdict: answer.healed ? 'healed' : 'in-sync' }, rows, differences };
  });
}

function moved(): Judgement {
  return { reply: { next: 'done', verdict: 'moved' }, rows: 0, differences: [] };
}

/** The reservations that events after the cursor changed; null when they cannot be determined. */
async function changedSince(tx: Tx, ctx: Context, { epoch, seq }: Cursor): Promise<Set<string> | null> {
  const [head] = await tx
    .select({ seq: business.eventSeq, floor: business.eventFloor, epoch: business.epoch })
    .from(business)
    .where(eq(business.id, ctx.venue.id));
  const own = head && epochFor(head.epoch, audienceOf(ctx.role, ctx.venue, ctx.now));
  if (!head || own !== epoch || seq > head.seq || seq < head.floor || head.seq - seq > MAX_CHANGES) return null;
  if (head.seq === seq) return new Set();
  const events = await tx
    .select({ json: venueEvent.payload })
    .from(venueEvent)
    .where(and(eq(venueEvent.businessId, ctx.venue.id), gt(venueEvent.seq, seq)))
    .orderBy(asc(venueEvent.seq));
  return new Set(
    events.flatMap(({ json }) => {
      const { reservationId } = JSON.parse(json) as { reservationId?: string };
      return reservationId === undefined ? [] : [reservationId];
    }),
  );
}

async function rowsOf(tx: Tx, ctx: Context, lists: readonly List[]): Promise<Map<string, Reservation[]>> {
  const days = lists.map(({ day }) => day);
  const rows = await tx
    .select()
    .from(reservation)
    .where(
      and(
        eq(reservation.businessId, ctx.venue.id),
        inArray(reservation.businessDay, days),
        isNull(reservation.deletedAt),
      ),
    );
  const held = new Map<string, Reservation[]>();
  for (const row of rows) {
    const shown = showReservation(row, ctx.role);
    const ofDay = held.get(shown.businessDay);
    if (ofDay) ofDay.push(shown);
    else held.set(shown.businessDay, [shown]);
  }
  return held;
}

interface Comparison {
  readonly day: string;
  readonly rows: number;
  /** Buckets that differ and whose rows have not been compared yet. */
  readonly closer: number[];
  readonly differences: RowDifference[];
}

function compare(
  { day, digest, closer }: List,
  rows: readonly Reservation[],
  changed: ReadonlySet<string>,
): Comparison {
  const touched = new Set([...changed].map(bucketOf));
  const compared = rows.filter(({ id }) => !touched.has(bucketOf(id))).length;
  const differing = differingBuckets(digest, digestRows(rows, sha256)).filter((bucket) => !touched.has(bucket));
  if (!closer) return { day, rows: compared, closer: differing, differences: [] };
  const differences = closerLook(day, closer, rows, changed);
  return { day, rows: compared, closer: [], differences };
}

function closerLook(
  day: string,
  { buckets, rows: theirs }: NonNullable<List['closer']>,
  rows: readonly Reservation[],
  changed: ReadonlySet<string>,
): RowDifference[] {
  const ours = new Map(rowDigests(rows, buckets, sha256));
  const device = new Map(theirs);
  const differences: RowDifference[] = [];
  for (const [id, parts] of ours) {
    const held = device.get(id);
    // A list that was cut at the maximum size gives no information about the rows after the cut.
    if (held === undefined && device.size >= MAX_ROW_DIGESTS) continue;
    if (held === undefined) differences.push({ id, day, kind: 'missing', parts: [] });
    else if (held !== parts) differences.push({ id, day, kind: 'changed', parts: differingParts(held, parts) });
  }
  for (const id of device.keys()) if (!ours.has(id)) differences.push({ id, day, kind: 'extra', parts: [] });
  return differences.filter(({ id }) => !changed.has(id));
}
