import type { Election, ElectionOptions } from './election';
import type { Timer } from './environment';
import { compareRanks, type Rank } from './tab-messages';

/** Milliseconds. For a leader to answer a newcomer. */
const SILENCE = 300;
/** For another claim to be heard. */
const SETTLING = 150;
/** Visible tabs come first to a lead that was given up. */
const HIDDEN_DELAY = 400;
const JITTER = 60;
/** More than a hidden tab's throttled timer adds. */
const SLEPT = 1200;

/**
 * Without locks: who hears no leader claims the lead, and leads if no greater claim is heard while it settles. The greatest
 * rank wins, so two claims never tie; should two tabs lead all the same, the lesser steps down at the other's first word.
 *
 * Invariant: at most one of `#timer`'s two uses, waiting for silence (`#claim` null) and settling (`#claim` set), is under way.
 */
export class LeaseElection implements Election {
  readonly #options: ElectionOptions;
  #timer: Timer | null = null;
  #claim: Rank | null = null;

  constructor(options: ElectionOptions) {
    this.#options = options;
  }

  enter(): void {
    if (this.#timer === null) this.#wait(SILENCE);
  }

  seize(): void {
    const { environment, nextRank, claim, onElected } = this.#options;
    this.leave();
    const rank = nextRank();
    this.#claim = rank;
    this.#timer = environment.setTimer(() => {
      this.leave();
      onElected(rank);
    }, SETTLING);
    claim(rank);
  }

  leave(): void {
    this.#options.environment.clearTimer(this.#timer);
    this.#timer = null;
    this.#claim = null;
  }

  hear(rank: Rank, resigned: boolean): void {
    if (this.#claim && compareRanks(this.#claim, rank) > 0) return;
    this.leave();
    if (resigned) this.#wait(this.#options.isVisible() ? 0 : HIDDEN_DELAY);
  }

  /** Late, this tab slept: what it has not heard says nothing. */
  #wait(delay: number): void {
    const { environment } = this.#options;
    this.leave();
    const wait = delay + environment.random() * JITTER;
    const due = environment.now() + wait;
    this.#timer = environment.setTimer(() => {
      if (environment.now() - due > SLEPT) this.#wait(SILENCE);
      else this.seize();
    }, wait);
  }
}
