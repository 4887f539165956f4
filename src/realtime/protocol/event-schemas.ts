import type { ZodMiniDiscriminatedUnion, ZodMiniLiteral, ZodMiniObject } from 'zod/mini';
import type { SequencedEvent } from './events';

/** How a stream reads the events of the log with types of their own. */
export interface EventSchemas {
  readonly types: ReadonlySet<unknown>;
  /** Null when the value does not have the shape of its type. */
  read(json: unknown): SequencedEvent | null;
}

type EventSchema = ZodMiniObject<{ type: ZodMiniLiteral<string> }>;

/** The schemas of a union of events that is discriminated by `type`. */
export function schemasOf(union: ZodMiniDiscriminatedUnion<readonly EventSchema[]>): EventSchemas {
  return {
    types: new Set(union.def.options.flatMap((option) => option.shape.type.def.values)),
    read: (json) => (union.safeParse(json).data ?? null) as SequencedEvent | null,
  };
}
