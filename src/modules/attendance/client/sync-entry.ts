import * as z from 'zod/mini';
import type { IntendedCount } from './count';

/** What the server says of an entry that it has in custody. */
export const CustodyResult = z.object({
  nonce: z.nullable(z.string()),
  state: z.enum(['ACCEPTED', 'REPLAYED', 'HELD']),
  reason: z.optional(z.string()),
  incident: z.optional(z.object({ id: z.string(), kind: z.string() })),
  scanCount: z.optional(z.int()),
});
export type CustodyResult = Readonly<z.infer<typeof CustodyResult>>;

/** What a phone hands over at once: entries of one venue, all made by one phone. */
export interface Delivery {
  readonly deviceId: string;
  readonly sentAt: string;
  readonly sessionId: string;
  readonly sentMono: number;
  readonly state: { readonly queued: number };
  readonly entries: SyncEntry[];
}

export type SyncEntry = ReturnType<typeof syncEntryOf>;

/** The count as it is delivered: without anybody's name. */
export function syncEntryOf(count: IntendedCount) {
  const { nonce, occurredAt, mono, sessionId, increment, flow, gateId, basis, manifestSeq, author, reason } = count;
  return {
    ...{ nonce, at: occurredAt, mono, sessionId, delta: increment, flow, kind: kindOf(count) },
    ...{ gateId, basis, manifestSeq, actor: author?.id, reason },
    ...addressOf(count),
  };
}

interface Address {
  readonly token?: string;
  readonly reservationId?: string;
  readonly undoOf?: string;
  readonly category?: string;
}

function addressOf({ target }: IntendedCount): Address {
  if ('qrCode' in target) return { token: target.qrCode };
  if ('category' in target) return target.category === null ? {} : { category: target.category };
  return 'undoOf' in target ? { undoOf: target.undoOf } : target;
}

/** A hint: the server decides whether people arrive or come back. */
function kindOf({ target, flow, increment }: IntendedCount): 'FIRST' | 'EXIT' | 'WALK_IN' | 'CLICK' | 'UNDO' {
  if ('undoOf' in target) return 'UNDO';
  if (flow === 'OUT') return 'EXIT';
  if (!('category' in target)) return 'FIRST';
  return increment > 0 ? 'WALK_IN' : 'CLICK';
}
