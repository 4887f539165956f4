import type { Environment } from './environment';
import type { Rank } from './tab-messages';

/** Chooses the tab that leads. Each `onElected` brings a rank above all that this browser is known to have had. */
export interface Election {
  /** Stands for it: elected when nobody leads. */
  enter(): void;
  /** Takes the lead from one who does not answer. */
  seize(): void;
  /** Gives up the lead, or the wish for it. */
  leave(): void;
  /** Another tab leads or claims to, or has resigned. */
  hear(rank: Rank, resigned: boolean): void;
}

export interface ElectionOptions {
  readonly name: string;
  readonly environment: Environment;
  readonly isVisible: () => boolean;
  readonly nextRank: () => Rank;
  /** Tells the other tabs of a claim. */
  readonly claim: (rank: Rank) => void;
  readonly onElected: (rank: Rank) => void;
  readonly onLost: () => void;
}
