import type { EvidenceIncident, EvidencePage } from './answers';
import type { Line } from './rules';

/** One row behind a figure. Its fields are those of a line of EvidencePage, with ids instead of positions. */
export interface NightLine extends Omit<Line, 'at' | 'receivedAt' | 'by' | 'deliveredBy' | 'party'> {
  readonly at: Date;
  readonly receivedAt: Date;
  /** The ids of accounts. */
  readonly by: string | null;
  readonly deliveredBy: string | null;
  readonly reservationId: string | null;
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
