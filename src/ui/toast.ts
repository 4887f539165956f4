import type { ExternalToast } from 'sonner';

type Tone = 'success' | 'error' | 'warning' | 'info';
export type Notice =
  | { readonly tone: Tone; readonly text: string; readonly options: ExternalToast | undefined }
  | { readonly tone: 'dismiss' };
type Teller = (notice: Notice) => void;

/** What was said before the notices could be shown, oldest first. */
let waiting: Notice[] = [];
let teller: Teller | null = null;
let wake = () => {};

function tell(notice: Notice): void {
  if (teller) teller(notice);
  // Nothing is shown yet: what waited is forgotten.
  else if (notice.tone === 'dismiss') waiting = [];
  else {
    waiting = [...waiting, notice];
    wake();
  }
}

const say = (tone: Tone) => (text: string, options?: ExternalToast) => tell({ tone, text, options });

/** Notices, which `Toaster` shows as soon as its part of the program has come. */
export const toast = {
  success: say('success'),
  error: say('error'),
  warning: say('warning'),
  info: say('info'),
  /** Takes all away. */
  dismiss: () => tell({ tone: 'dismiss' }),
};

/** Calls back when a notice begins to wait. */
export function onWaiting(listener: () => void): () => void {
  wake = listener;
  if (waiting.length > 0) listener();
  return () => {
    wake = () => {};
  };
}

/** Whoever shows notices from now on, beginning with those that waited. Returns the function that ends it. */
export function showBy(shows: Teller): () => void {
  teller = shows;
  const before = waiting;
  waiting = [];
  before.forEach(shows);
  return () => {
    teller = null;
  };
}
