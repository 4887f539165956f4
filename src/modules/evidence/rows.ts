import type { EvidenceIncident, EvidencePage } from './answers';

/** One row behind a figure. Its fields are those of a line of EvidencePage, with ids instead of positions. */
export interface NightLine {
  readonly state: 'COUNTED' | 'HELD' | 'REFUSED';
  readonly seq: number | null;
  readonly nonce: string | null;
  readonly at: Date;
  readonly receivedAt: Date;
  readonly flow: string | null;
  readonly kind: string | null;
  readonly of: string | null;
  readonly delta: number | null;
  readonly method: string | null;
  readonly walkIn: boolean;
  readonly gateId: string | null;
  readonly by: string | null;
  readonly deliveredBy: string | null;
  readonly deviceId: string | null;
  readonly reservationId: string | null;
  readonly basis: string | null;
  readonly category: string | null;
  readonly reason: string | null;
  readonly forced: boolean;
  readonly undone: boolean;
}

/** A row that was read, and its key among those of its part. */
export type Found = { readonly key: string } & (
  | { readonly line: NightLine; readonly incident?: never }
  | { readonly incident: EvidenceIncident; readonly line?: never }
);

/** What the ids of lines stand for, in the venue alone. */
export type Names = Pick<EvidencePage, 'gates' | 'people' | 'parties'> & {
  /** Whether the reader may see what staff wrote about a guest. */
  readonly mayReadReasons: boolean;
};
