import { parseCursor } from '../protocol/cursor';
import type { EventSchemas } from '../protocol/event-schemas';
import { ControlEvent, RowChangedEvent, SkipEvent, type StreamEvent } from '../protocol/events';

export interface Message {
  readonly event: StreamEvent;
  /** The epoch of the log, for events with a sequence. */
  readonly epoch: string | null;
}

const CONTROL = new Set<unknown>(ControlEvent.def.options.flatMap((option) => option.shape.type.def.values));
const NOUN_CHANGED = /^([a-z][a-z-]*)-changed$/;

/**
 * Reads one SSE message. An unknown type with a sequence becomes `skip`, so that a newer server does not cause a gap; a message with a
 * type and without a sequence that is no control event is `ignored`. Anything else is `unreadable`: it may have been an event.
 */
export function readMessage(
  data: string,
  id: string | undefined,
  schemas: EventSchemas,
): Message | 'ignored' | 'unreadable' {
  const json = parseObject(data);
  if (typeof json?.type !== 'string') return 'unreadable';
  const { type, seq } = json;
  if (seq === undefined) {
    const control = ControlEvent.safeParse(json);
    // Keeps the fields that a newer server added.
    return control.success ? { event: { ...json, ...control.data }, epoch: null } : 'ignored';
  }
  if (CONTROL.has(type)) return 'unreadable';
  const event = readSequenced(type, json, schemas);
  const epoch = event && epochFor(event.seq, id);
  return event && epoch !== undefined ? { event, epoch: epoch ?? null } : 'unreadable';
}

function readSequenced(type: string, json: Record<string, unknown>, schemas: EventSchemas) {
  if (schemas.types.has(type)) {
    const event = schemas.read(json);
    return event && { ...json, ...event };
  }
  const noun = NOUN_CHANGED.exec(type)?.[1];
  const changed = RowChangedEvent.safeParse({ ...json, type: 'row-changed', noun });
  if (changed.success) return changed.data;
  const { businessId, timestamp, seq } = json;
  const known = type === 'skip' ? json : { businessId: String(businessId), timestamp: String(timestamp), seq };
  const skip = SkipEvent.safeParse({ ...known, type: 'skip' });
  return skip.success ? { ...known, ...skip.data } : null;
}

function parseObject(data: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(data);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Null without an id; undefined when the id contradicts the sequence. */
function epochFor(seq: number, id: string | undefined): string | null | undefined {
  if (id === undefined || id === '') return null;
  const cursor = parseCursor(id);
  return cursor?.seq === seq ? cursor.epoch : undefined;
}
