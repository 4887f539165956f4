/** Milliseconds after which a reload may help again. */
const QUIET_MS = 20_000;

/**
 * Reloads the page, at most once in 20 s for one `reason`, so that a fault that a reload does not fix cannot cause endless
 * reloads.
 * False when it did not reload: the page stays and must report the fault. Without session storage earlier reloads are unknown, so
 * it does not reload.
 */
export function reloadOnce(reason: string): boolean {
  const key = `aforo-reload-${reason}`;
  const now = Date.now();
  try {
    const age = now - Number(sessionStorage.getItem(key) ?? Number.NEGATIVE_INFINITY);
    if (age >= 0 && age < QUIET_MS) return false;
    sessionStorage.setItem(key, String(now));
    if (sessionStorage.getItem(key) !== String(now)) return false;
  } catch {
    return false;
  }
  window.location.reload();
  return true;
}
