/** The channel's name, and the storage key's where channels are refused. */
const NAME = 'aforo-account';

type Listener = (account: string | null) => void;
type Send = (account: string | null) => void;

const listeners = new Set<Listener>();
let connected: Send | undefined;

/**
 * Tells the browser's other tabs who has signed in here, by user id; null: the session was ended. Never throws. A tab that cannot be
 * told learns it from the server's next answer.
 */
export function announceAccount(account: string | null): void {
  try {
    connect()(account);
  } catch {
    // The storage is full, or the browser takes it away meanwhile.
  }
}

/** Hears what other tabs announce. Returns the function that stops listening. */
export function onAccountAnnounced(listener: Listener): () => void {
  connect();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The way to the other tabs, tried once: a channel, else the storage, else none. */
function connect(): Send {
  connected ??= openChannel() ?? openStorage() ?? (() => {});
  return connected;
}

function hear(account: unknown): void {
  if (account !== null && typeof account !== 'string') return;
  for (const listener of [...listeners]) listener(account);
}

function openChannel(): Send | null {
  try {
    const channel = new BroadcastChannel(NAME);
    channel.onmessage = ({ data }) => hear(data);
    return (account) => channel.postMessage(account);
  } catch {
    return null;
  }
}

function openStorage(): Send | null {
  try {
    const { localStorage } = window;
    window.addEventListener('storage', ({ key, newValue }) => {
      if (key === NAME && newValue !== null) hear(newValue || null);
    });
    return (account) => {
      localStorage.setItem(NAME, account ?? '');
      // Nothing of it stays, and the same account can be announced again.
      localStorage.removeItem(NAME);
    };
  } catch {
    return null;
  }
}
