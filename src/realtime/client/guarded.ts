/**
 * Runs a callback of other code. An exception is reported as uncaught, for the browser's console and handlers, and does not reach
 * the caller. False when it threw.
 */
export function guarded(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
    return false;
  }
}
