/** Milliseconds after which a request without an answer says nothing. */
const DEADLINE = 8000;

/**
 * Whether the browser sends the session that it has just been given. One that blocks cookies does not, and each screen would lead back
 * to the sign-in page. True when no answer says otherwise.
 */
export async function keepsSession(): Promise<boolean> {
  const request = new AbortController();
  const timer = setTimeout(() => request.abort(), DEADLINE);
  try {
    const { status } = await fetch('/api/me', { cache: 'no-store', signal: request.signal });
    return status !== 401;
  } catch {
    return true;
  } finally {
    clearTimeout(timer);
  }
}
