/** After this long a reload may help again; milliseconds. */
const QUIET_MS = 20_000;

/**
 * Reloads the page, at most once in 20 s for one `reason`, so that what a reload does not mend cannot make it reload for ever.
 * False when it did not: the page stays and has to say so. Without session storage nothing is known of earlier reloads, and it does not.
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
