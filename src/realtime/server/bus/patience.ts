/**
 * Resolves with the result of `work`; rejects with the signal's reason when it aborts first, and with an error after `ms`
 * milliseconds. Leaves no listener behind.
 */
export function patiently<T>(work: Promise<T>, ms: number, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => done(() => reject(signal.reason));
    const timer = setTimeout(() => done(() => reject(new Error(`no answer in ${ms} ms`))), ms).unref();
    const done = (settle: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
    work.then(
      (value) => done(() => resolve(value)),
      (error: unknown) => done(() => reject(error)),
    );
  });
}

/** Rejects with the signal's reason when it aborts. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Milliseconds to wait before try number `tries` (from 0): doubled each time up to `most`, then shortened at random by up to half. */
export function backoff({ first, most }: { readonly first: number; readonly most: number }, tries: number): number {
  return Math.min(most, first * 2 ** Math.min(tries, 20)) * (0.5 + Math.random() * 0.5);
}
