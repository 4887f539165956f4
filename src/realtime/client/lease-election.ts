import type { Election, ElectionOptions } from './election';
import type { Timer } from './environment';
import { compareRanks, type Rank } from './tab-messages';

/** Milliseconds that a leader has to answer a new tab. */
const SILENCE = 300;
/** Milliseconds to wait for other claims. */
const SETTLING = 150;
/** Milliseconds by which hidden tabs wait longer, so that a visible tab takes over a lead that was given up. */
const HIDDEN_DELAY = 400;
const JITTER = 60;
/** Milliseconds of delay that prove that a tab slept: more than the throttling of a hidden tab's timer adds. */
const SLEPT = 1200;

/**
 * Election without locks: a tab that receives nothing from a leader claims the lead, and leads if no greater claim arrives while
 * its claim settles. The greatest rank wins, so two claims never tie. If two tabs lead nevertheless, the lesser one steps down at
 * the first message from the other.
 *
 * Invariant: at most one of `#timer`'s two uses, waiting for silence (`#claim` null) and settling (`#claim` set), is in progress.
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

  /** If the timer fires late, this tab slept, and the absence of messages proves nothing. */
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
