import * as z from 'zod';
import { BUCKETS, DIGEST_PATTERN, PARTS_PATTERN } from '@/modules/reservations/digest';
import { Day, Id, Line, orAbsent, Text } from '@/platform/input/fields';
import { parseCursor } from '@/realtime/protocol/cursor';
import { DEVICE_STATES, OUTAGE_CAUSES } from './rules';

const Count = z.number().int().min(0).max(1_000_000);
/** The limit of one report or answer, however long the outage was. */
const MAX_LISTS = 10;
/**
 * The most rows in one answer whose digests are compared row by row; with ids of 36 characters they stay below the
 * maximum body size.
 */
export const MAX_ROW_DIGESTS = 600;

const DayDigest = z.strictObject({
  day: Day,
  rows: Count,
  /** `digestRows` of the list. */
  digest: z.string().regex(DIGEST_PATTERN),
  /** Present when the server asked for it: `rowDigests` of these buckets. */
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

/** A device's answer to a device check: the rows that it shows, at its cursor. */
export const AuditAnswerInput = z.strictObject({
  /** The connection of the stream that is open now. */
  connectionId: Id,
  /** The id from the question. Pages of an earlier version leave it out, and their answers are ignored. */
  auditId: Text.max(300).optional(),
  cursor: Text.max(60)
    .refine((text) => parseCursor(text) !== null, 'not a cursor')
    .transform((text) => parseCursor(text) ?? { epoch: '', seq: 0 }),
  /** The page is not visible. */
  hidden: z.boolean(),
  /** The device has just read its lists again after a difference. */
  healed: z.boolean(),
  /** How many times it has answered this device check before. */
  attempt: z.number().int().min(0).max(9),
  lists: z.array(DayDigest).max(MAX_LISTS),
});
export type AuditAnswerInput = z.infer<typeof AuditAnswerInput>;

/** An outage as the device experienced it. */
export const ClientReportInput = z.strictObject({
  /** The device's own id for the outage: a later report with it replaces the earlier one. */
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

/** GET /api/monitor/locales */
export const OperatedVenuesInput = z.strictObject({});

/** POST /api/monitor/locales/[id]/suspender and /restaurar */
export const OperatedVenueId = z.strictObject({ id: Id });
export type OperatedVenueId = z.infer<typeof OperatedVenueId>;

export const StreamInput = z.strictObject({ id: Id });
export type StreamInput = z.infer<typeof StreamInput>;

export const ReplayInput = z.strictObject({ id: Id, before: orAbsent(z.coerce.number().int().min(1)) });
export type ReplayInput = z.infer<typeof ReplayInput>;
