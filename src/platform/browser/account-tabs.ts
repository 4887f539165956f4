/** The name of the channel, and of the storage key when channels are refused. */
const NAME = 'aforo-account';

type Listener = (account: string | null) => void;
type Send = (account: string | null) => void;

const listeners = new Set<Listener>();
let connected: Send | undefined;

/**
 * Reports to the browser's other tabs who has signed in here, by user id; null: the session was ended. Never throws. A tab that
 * cannot be reached learns it from the server's next answer.
 */
export function announceAccount(account: string | null): void {
  try {
    connect()(account);
  } catch {
    // The storage is full, or the browser has removed access to it.
  }
}

/** Receives what other tabs announce. Returns the function that stops listening. */
export function onAccountAnnounced(listener: Listener): () => void {
  connect();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The connection to the other tabs, tried once: a channel, else the storage, else none. */
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
      // No value remains, and the same account can be announced again.
      localStorage.removeItem(NAME);
    };
  } catch {
    return null;
  }
}
