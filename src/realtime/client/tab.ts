export interface TabChannel {
  /** Reaches every other tab, in the order of posting; never this one. */
  post(message: unknown): void;
  close(): void;
}

/** `suspended`: the page goes, perhaps to come back as `resumed`; it must hold nothing that others need. */
export type TabChange = 'visible' | 'suspended' | 'resumed';

/** What sharing a stream needs of the browser; tests bring their own. */
export interface Tab {
  open(name: string, receive: (message: unknown) => void): TabChannel;
  /** Null where the browser has none: on plain HTTP. */
  readonly locks: Pick<LockManager, 'request'> | null;
  /** The last term that any tab has led in, 0 when unknown. */
  readTerm(name: string): number;
  writeTerm(name: string, term: number): void;
  isVisible(): boolean;
  /** Returns the function that stops listening. */
  onChange(listener: (change: TabChange) => void): () => void;
}

/** Null when tabs cannot hear each other. */
export function browserTab(): Tab | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  return {
    open: openChannel,
    locks: navigator.locks ?? null,
    readTerm,
    writeTerm,
    isVisible: () => document.visibilityState === 'visible',
    onChange,
  };
}

function openChannel(name: string, receive: (message: unknown) => void): TabChannel {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => receive(data);
  return {
    post: (message) => channel.postMessage(message),
    close() {
      channel.onmessage = null;
      channel.close();
    },
  };
}

function readTerm(name: string): number {
  try {
    return Number(localStorage.getItem(name)) || 0;
  } catch {
    return 0;
  }
}

/** Where storage is refused, terms spread by messages alone. */
function writeTerm(name: string, term: number): void {
  try {
    localStorage.setItem(name, String(term));
  } catch {
    return;
  }
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
