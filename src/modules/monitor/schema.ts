import { z } from 'zod';
import { Day, Id, Line, orAbsent, Text } from '@/platform/input/fields';
import { parseCursor } from '@/realtime/protocol/cursor';
import { BUCKETS, DIGEST_PATTERN, PARTS_PATTERN, type ROW_PARTS } from '@/realtime/protocol/digest';
import { DEVICE_STATES, OUTAGE_CAUSES } from './rules';

const Count = z.number().int().min(0).max(1_000_000);
/** What may be told of one outage, whatever its length. */
const MAX_LISTS = 10;
/** Rows looked at closely in one answer; with ids of 36 characters they stay under the largest body. */
export const MAX_ROW_DIGESTS = 600;

const DayDigest = z.strictObject({
  day: Day,
  rows: Count,
  /** `digestRows` of the list. */
  digest: z.string().regex(DIGEST_PATTERN),
  /** When the server asked for it: `rowDigests` of these buckets. */
  closer: z
    .strictObject({
      buckets: z
        .array(
          z
            .number()
            .int()
            .min(0)
            .max(BUCKETS - 1),
        )
        .max(BUCKETS),
      rows: z.array(z.tuple([Id, z.string().regex(PARTS_PATTERN)])).max(MAX_ROW_DIGESTS),
    })
    .optional(),
});

/** A device's answer to an audit: what it shows, at its cursor. */
export const AuditAnswerInput = z.strictObject({
  /** Of the stream that is open now. */
  connectionId: Id,
  /** As it was asked. A page of an earlier version leaves it out, and what it answers counts for nothing. */
  auditId: Text.max(300).optional(),
  cursor: Text.max(60)
    .refine((text) => parseCursor(text) !== null, 'not a cursor')
    .transform((text) => parseCursor(text) ?? { epoch: '', seq: 0 }),
  /** The page is out of sight. */
  hidden: z.boolean(),
  /** It has just read its lists anew after a difference. */
  healed: z.boolean(),
  /** Times it answered this audit before. */
  attempt: z.number().int().min(0).max(9),
  lists: z.array(DayDigest).max(MAX_LISTS),
});
export type AuditAnswerInput = z.infer<typeof AuditAnswerInput>;

export interface RowDifference {
  id: string;
  day: string;
  kind: 'missing' | 'extra' | 'changed';
  parts: (typeof ROW_PARTS)[number][];
}

/** An outage as the device lived it. */
export const ClientReportInput = z.strictObject({
  /** The device's own name for the outage: what it tells later replaces what it told. */
  outageId: z.string().regex(/^[A-Za-z0-9_-]{8,40}$/),
  attempts: Count,
  causes: z.partialRecord(z.enum(OUTAGE_CAUSES), Count),
  downMs: z
    .number()
    .int()
    .min(0)
    .max(7 * 24 * 60 * 60_000),
  recovered: z.boolean(),
  transport: z.enum(['raw', 'web', 'buffered', 'polling']),
});
export type ClientReportInput = z.infer<typeof ClientReportInput>;

export const OverviewInput = z.strictObject({
  q: orAbsent(Line(80)),
  state: orAbsent(z.enum(DEVICE_STATES)),
});
export type OverviewInput = z.infer<typeof OverviewInput>;

export const StreamInput = z.strictObject({ id: Id });
export type StreamInput = z.infer<typeof StreamInput>;

export const ReplayInput = z.strictObject({ id: Id, before: orAbsent(z.coerce.number().int().min(1)) });
export type ReplayInput = z.infer<typeof ReplayInput>;
