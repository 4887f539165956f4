export type Timer = ReturnType<typeof setTimeout>;

/** `user`: a person tapped; the others are events of the browser. */
export type WakeReason = 'user' | 'online' | 'pageshow' | 'visible';

/** What the stream needs from its environment; tests provide their own. Times are in milliseconds. */
export interface Environment {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Wall clock: unlike a monotonic clock, it includes the time for which the machine slept. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  setTimer(run: () => void, delay: number): Timer;
  clearTimer(timer: Timer | null): void;
  /** True when the page is visible and the browser reports a network. */
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
