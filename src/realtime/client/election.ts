import type { Environment } from './environment';
import type { Rank } from './tab-messages';

/** Elects the leading tab. Each `onElected` passes a rank greater than all ranks that this browser is known to have had. */
export interface Election {
  /** Becomes a candidate: elected when no tab leads. */
  enter(): void;
  /** Takes the lead from a leader that does not answer. */
  seize(): void;
  /** Gives up the lead or the candidacy. */
  leave(): void;
  /** To be called when another tab leads, claims the lead, or has resigned. */
  hear(rank: Rank, resigned: boolean): void;
}

export interface ElectionOptions {
  readonly name: string;
  readonly environment: Environment;
  readonly isVisible: () => boolean;
  readonly nextRank: () => Rank;
  /** Announces a claim to the other tabs. */
  readonly claim: (rank: Rank) => void;
  readonly onElected: (rank: Rank) => void;
  readonly onLost: () => void;
}
