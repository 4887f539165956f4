import * as z from 'zod/mini';

/**
 * The envelope of the stream (PROTOCOL.md), whatever the events are about. Every SSE message is unnamed and its `data:` is one of these
 * objects. Events of the log carry `seq`, the business's gapless sequence, and travel with `id: {epoch}:{seq}`.
 */

/** A value of a closed list, or one that a newer version added to it. */
export type Open<T extends string> = T | (string & Record<never, never>);

/** The fields of every event of the log. */
export const Sequenced = { businessId: z.string(), timestamp: z.string(), seq: z.int().check(z.positive()) };

/** An event of the log; its own fields depend on its `type`. */
export interface SequencedEvent {
  readonly type: string;
  readonly businessId: string;
  readonly timestamp: string;
  readonly seq: number;
}

/** Replaces an event that this reader may not see: it proves that nothing is missing. */
export const SkipEvent = z.object({ type: z.literal('skip'), ...Sequenced });
export type SkipEvent = z.infer<typeof SkipEvent>;

/**
 * On the wire `{ type: '<noun>-changed', id, row }`: a small row as it is now, or null when it was removed. A client reads the
 * events of all nouns in this one shape.
 */
export const RowChangedEvent = z.object({
  type: z.literal('row-changed'),
  ...Sequenced,
  noun: z.string(),
  id: z.string(),
  row: z.nullable(z.looseObject({ version: z.int() })),
});
export type RowChangedEvent = z.infer<typeof RowChangedEvent>;

export const ConnectedEvent = z.object({
  type: z.literal('connected'),
  businessId: z.string(),
  timestamp: z.string(),
  connectionId: z.string(),
  /** Where this stream starts: `{epoch}:{seq}`. */
  cursor: z.string(),
  /** Milliseconds. */
  heartbeatInterval: z.int().check(z.positive()),
  transport: z.string() as z.ZodMiniType<Open<'raw' | 'web'>>,
});

export const HeartbeatEvent = z.object({
  type: z.literal('heartbeat'),
  businessId: z.string(),
  timestamp: z.string(),
  /** Server clock: Unix time in milliseconds. */
  time: z.number(),
  /** Newest sequence of the business. */
  head: z.int().check(z.nonnegative()),
});

export const StreamErrorCode = z.enum(['resync-required', 'slow-consumer', 'draining', 'revoked', 'internal']);
export type StreamErrorCode = z.infer<typeof StreamErrorCode>;

export const ErrorEvent = z.object({
  type: z.literal('error'),
  businessId: z.string(),
  timestamp: z.string(),
  code: z.string() as z.ZodMiniType<Open<StreamErrorCode>>,
  /** Milliseconds to wait before connecting again. */
  retryAfter: z.optional(z.int().check(z.nonnegative())),
});

/**
 * Starts a device check: asks the device whether its rows equal those of the database. Messages are in order, so a device that
 * handles it holds exactly the state at its own cursor, and answers with digests of that state (PROTOCOL.md).
 */
export const AuditEvent = z.object({
  type: z.literal('audit'),
  businessId: z.string(),
  timestamp: z.string(),
  auditId: z.string(),
});

export const ControlEvent = z.discriminatedUnion('type', [ConnectedEvent, HeartbeatEvent, ErrorEvent, AuditEvent]);
export type ControlEvent = z.infer<typeof ControlEvent>;

/** What a stream delivers: only events of the log have a `seq`. */
export type StreamEvent = SequencedEvent | ControlEvent;
