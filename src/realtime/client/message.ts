import { parseCursor } from '../protocol/cursor';
import { StreamEvent } from '../protocol/events';

export interface Message {
  readonly event: StreamEvent;
  /** Of the log, for events with a sequence. */
  readonly epoch: string | null;
}

/**
 * Reads one SSE message. An unknown type with a sequence becomes `skip`, so that a newer server does not open a hole; what
 * cannot be read and has no sequence is `ignored`. `unreadable` is anything else: it may have been an event.
 */
export function readMessage(data: string, id: string | undefined): Message | 'ignored' | 'unreadable' {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return 'unreadable';
  }
  const known = StreamEvent.safeParse(json);
  if (!known.success) return readUnknown(json, id);
  // With fields that a newer server added.
  const event = { ...(json as object), ...known.data } as StreamEvent;
  if (!('seq' in event)) return { event, epoch: null };
  const epoch = epochFor(event.seq, id);
  return epoch === undefined ? 'unreadable' : { event, epoch };
}

const KNOWN = new Set<unknown>(StreamEvent.def.options.flatMap((option) => option.shape.type.def.values));

function readUnknown(json: unknown, id: string | undefined): Message | 'ignored' | 'unreadable' {
  if (typeof json !== 'object' || json === null) return 'unreadable';
  const { type, seq, businessId, timestamp } = json as Record<string, unknown>;
  if (typeof type !== 'string') return 'unreadable';
  if (seq === undefined) return 'ignored';
  if (KNOWN.has(type)) return 'unreadable';
  const epoch = typeof seq === 'number' ? epochFor(seq, id) : undefined;
  if (typeof seq !== 'number' || epoch === undefined) return 'unreadable';
  return {
    event: { type: 'skip', businessId: String(businessId), timestamp: String(timestamp), seq },
    epoch,
  };
}

/** Null without an id; undefined when the id contradicts the sequence. */
function epochFor(seq: number, id: string | undefined): string | null | undefined {
  if (id === undefined || id === '') return null;
  const cursor = parseCursor(id);
  return cursor?.seq === seq ? cursor.epoch : undefined;
}
