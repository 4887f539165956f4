export interface TabChannel {
  /** Reaches every other tab, in the order of posting; never this one. */
  post(message: unknown): void;
  close(): void;
}

/** `suspended`: the page goes away and may come back as `resumed`; it must not hold anything that others need. */
export type TabChange = 'visible' | 'suspended' | 'resumed';

/** What a shared stream needs from the browser; tests provide their own. */
export interface Tab {
  open(name: string, receive: (message: unknown) => void): TabChannel;
  /** Null when the browser has none: on plain HTTP. */
  readonly locks: Pick<LockManager, 'request'> | null;
  /** The last term in which any tab has led; 0 when unknown. */
  readTerm(name: string): number;
  writeTerm(name: string, term: number): void;
  isVisible(): boolean;
  /** Returns the function that stops listening. */
  onChange(listener: (change: TabChange) => void): () => void;
}

/** Null when tabs cannot exchange messages: no channel exists, or the browser refuses it to this page. */
export function browserTab(): Tab | null {
  if (!attempt(probeChannel)) return null;
  return {
    open: openChannel,
    locks: attempt(() => navigator.locks) ?? null,
    readTerm,
    writeTerm,
    isVisible: () => document.visibilityState === 'visible',
    onChange,
  };
}

/** The result, or null when the browser refuses. */
function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}

function probeChannel(): true {
  new BroadcastChannel('aforo-probe').close();
  return true;
}

function openChannel(name: string, receive: (message: unknown) => void): TabChannel {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => receive(data);
  return {
    // A channel that fails sends nothing: the other tabs detect that this tab does not answer.
    post: (message) => void attempt(() => channel.postMessage(message)),
    close() {
      channel.onmessage = null;
      channel.close();
    },
  };
}

function readTerm(name: string): number {
  return attempt(() => Number(localStorage.getItem(name))) || 0;
}

/** When storage is refused, terms spread by messages alone. */
function writeTerm(name: string, term: number): void {
  attempt(() => localStorage.setItem(name, String(term)));
}

function onChange(listener: (change: TabChange) => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const on = (target: EventTarget, type: string, change: () => TabChange | null) =>
    target.addEventListener(
      type,
      () => {
        const what = change();
        if (what) listener(what);
      },
      { signal },
    );
  on(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? 'visible' : null));
  on(document, 'freeze', () => 'suspended');
  on(document, 'resume', () => 'resumed');
  on(window, 'pagehide', () => 'suspended');
  on(window, 'pageshow', () => 'resumed');
  return () => listening.abort();
}
