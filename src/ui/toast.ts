interface NoticeAction {
  readonly label: string;
  readonly onClick: () => void;
}

export interface NoticeOptions {
  /** A later notice with the same id replaces this one. */
  readonly id?: string;
  readonly description?: string | undefined;
  readonly action?: NoticeAction | undefined;
  /** Shown before `action`. */
  readonly secondAction?: NoticeAction | undefined;
  /** Milliseconds; `durationOf` says what it is without it. */
  readonly duration?: number;
  /** It is shown only: a screen reader does not say it. */
  readonly silent?: boolean;
}

/** How long a notice is shown, in milliseconds. */
export const NOTICE_MS = 5000;
/** How long one with an action is shown: long enough to read it, to decide and to reach it on a slow phone. */
export const ACTION_MS = 12_000;

/** How long a notice is shown, in milliseconds. */
export const durationOf = ({ duration, action }: NoticeOptions): number => duration ?? (action ? ACTION_MS : NOTICE_MS);

type Tone = 'success' | 'error' | 'warning' | 'info';
export interface Shown {
  readonly tone: Tone;
  readonly text: string;
  readonly options: NoticeOptions | undefined;
}
/** Without an id, all notices are removed. */
export type Notice = Shown | { readonly tone: 'dismiss'; readonly id?: string };
type Take = (notice: Notice) => void;

/** One receiver of notices. Those from before it was there wait for it, oldest first. */
class Outlet {
  #waiting: Shown[] = [];
  #take: Take | null = null;

  pass(notice: Notice): void {
    if (this.#take) this.#take(notice);
    // Nobody has received them yet: the waiting notices are dropped.
    else if (notice.tone === 'dismiss') this.#waiting = this.#waiting.filter((each) => !isOf(each, notice.id));
    else this.#waiting = [...this.#waiting, notice];
  }

  /** Passes notices to `take` from now on, beginning with those that waited. Returns the function that ends it. */
  open(take: Take): () => void {
    this.#take = take;
    const before = this.#waiting;
    this.#waiting = [];
    before.forEach(take);
    return () => {
      if (this.#take === take) this.#take = null;
    };
  }
}

const screen = new Outlet();
const voice = new Outlet();

function pass(notice: Notice): void {
  screen.pass(notice);
  voice.pass(notice);
}

const of = (tone: Tone) => (text: string, options?: NoticeOptions) => pass({ tone, text, options });

/** Notices, which `Toaster` shows and a screen reader says. */
export const toast = {
  success: of('success'),
  error: of('error'),
  warning: of('warning'),
  info: of('info'),
  /** Removes the notice with an id; without one, all notices. */
  dismiss: (id?: string) => pass(id === undefined ? { tone: 'dismiss' } : { tone: 'dismiss', id }),
};

/** Whether a notice is the one with `id`; without an id, any is. */
export function isOf({ options }: Shown, id: string | undefined): boolean {
  return id === undefined || options?.id === id;
}

/** Sets the function that shows notices from now on, beginning with those that waited. Returns the function that ends it. */
export const showBy = (take: Take) => screen.open(take);

/** Like `showBy`, for the function that says notices to a screen reader. */
export const sayBy = (take: Take) => voice.open(take);

/** Shows a notice again, which a screen reader has said already. */
export const showAgain = (notice: Shown) => screen.pass(notice);
