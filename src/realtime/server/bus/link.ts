/**
 * The only message between processes: the log of this business has this sequence. The events themselves are read from the log.
 * The arrival of a doorbell is called a ring.
 */
export interface Doorbell {
  readonly businessId: string;
  readonly seq: number;
}

export interface LinkEvents {
  /** A doorbell arrived. It may be repeated, late, our own, or for a business that was not subscribed. */
  readonly onRing: (bell: Doorbell) => void;
  /** The link can no longer be used; the bus closes it and opens another one. Calls after the first do nothing. */
  readonly onLost: (error: unknown) => void;
}

/**
 * One connection of a bus. Three implementations (postgres-link.ts, redis-link.ts, redis-cluster-link.ts) pass one conformance
 * suite through `Bus` (bus.db.test.ts).
 *
 * Contract: when `subscribe` has resolved, every later `publish` of another link for these businesses arrives here, unless the
 * link is lost. A rejection means that the link can no longer be used.
 */
export interface Link {
  subscribe(businessIds: readonly string[]): Promise<void>;
  unsubscribe(businessIds: readonly string[]): Promise<void>;
  publish(bells: readonly Doorbell[]): Promise<void>;
  /** Resolves when the other side has answered. */
  ping(): Promise<void>;
  /** Never rejects. Repeated calls do nothing. */
  close(): Promise<void>;
}

/** Opens a link, or rejects and leaves nothing open. */
export type OpenLink = (events: LinkEvents) => Promise<Link>;

/** Reads a sequence that another process wrote; null for anything else. */
export function parseSeq(text: string | undefined): number | null {
  const seq = /^[1-9]\d{0,15}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return Number.isSafeInteger(seq) ? seq : null;
}
