/**
 * What happened, most important first. The kinds up to `created` are important: they change what the people at work do
 * next.
 */
export const KINDS = ['excess', 'cancelled', 'deleted', 'created', 'moved', 'updated', 'arrived', 'corrected'] as const;
export type Kind = (typeof KINDS)[number];

/** A change that another person made, as far as a notice tells of it. */
export interface News {
  readonly kind: Kind;
  readonly reservationId: string;
  /** The party's name; undefined when an edit of something else did not tell it. */
  readonly guest: string | undefined;
  /** People who arrived with this change, or who are booked. */
  readonly people: number;
  /** People of the party inside, and planned. */
  readonly inside: number;
  readonly planned: number;
  /** The new status of a move. */
  readonly status: string;
}

/** The shortest time between two notices about the work of others, in milliseconds. */
export const PAUSE_MS = 1000;

export const isImportant = (kind: Kind): boolean => KINDS.indexOf(kind) <= KINDS.indexOf('created');

const COUNTS: readonly Kind[] = ['excess', 'arrived', 'corrected'];

/**
 * The news that wait to be told, merged: of a party that is counted several times meanwhile, only the last count
 * waits, with the people of all of them. At most once per PAUSE_MS, `take` returns all that wait of the most important
 * kind, oldest first. Times are milliseconds of any one clock.
 */
export class BusyNight {
  #waiting: readonly News[] = [];
  #toldAt = Number.NEGATIVE_INFINITY;

  add(news: News): void {
    const isSame = (each: News) =>
      each.reservationId === news.reservationId && COUNTS.includes(each.kind) && COUNTS.includes(news.kind);
    const people = this.#waiting.filter(isSame).reduce((sum, each) => sum + each.people, news.people);
    this.#waiting = [...this.#waiting.filter((each) => !isSame(each)), { ...news, people }];
  }

  /** Milliseconds until something may be told; null when nothing waits. */
  wait(now: number): number | null {
    return this.#waiting.length === 0 ? null : Math.max(0, this.#toldAt + PAUSE_MS - now);
  }

  /** What is told now; empty when nothing waits or it is too early. */
  take(now: number): readonly News[] {
    if (this.wait(now) !== 0) return [];
    const kind = KINDS.find((each) => this.#waiting.some((news) => news.kind === each));
    const told = this.#waiting.filter((news) => news.kind === kind);
    this.#waiting = this.#waiting.filter((news) => news.kind !== kind);
    this.#toldAt = now;
    return told;
  }
}
