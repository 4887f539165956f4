export type Timer = ReturnType<typeof setTimeout>;

/** `user` is a person's tap; the others are the browser's. */
export type WakeReason = 'user' | 'online' | 'pageshow' | 'visible';

/** What the stream needs from its surroundings; tests bring their own. Times in milliseconds. */
export interface Environment {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Wall clock: unlike a monotonic one it counts the time that the machine slept. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  setTimer(run: () => void, delay: number): Timer;
  clearTimer(timer: Timer | null): void;
  /** Someone can be looking and the network is said to be there. */
  isAwake(): boolean;
  /** Returns the function that stops listening. */
  onWake(wake: (reason: WakeReason) => void): () => void;
}

export function browserEnvironment(): Environment {
  return {
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    random: () => Math.random(),
    setTimer: (run, delay) => setTimeout(run, delay),
    clearTimer: (timer) => {
      if (timer !== null) clearTimeout(timer);
    },
    isAwake: () => document.visibilityState === 'visible' && navigator.onLine,
    onWake(wake) {
      const listening = new AbortController();
      const { signal } = listening;
      window.addEventListener('online', () => wake('online'), { signal });
      window.addEventListener('pageshow', () => wake('pageshow'), { signal });
      document.addEventListener(
        'visibilitychange',
        () => {
          if (document.visibilityState === 'visible') wake('visible');
        },
        { signal },
      );
      return () => listening.abort();
    },
  };
}
