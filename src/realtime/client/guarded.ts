/**
 * Runs what others have handed in. A throw is reported as uncaught, for the browser's console and handlers, and stops nothing
 * of the caller's. False when it threw.
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
