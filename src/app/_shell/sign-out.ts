/** Ends the session and leaves by a full load, so that no data of it stays in memory. Throws when the server cannot be reached. */
export async function signOut(): Promise<void> {
  const response = await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok && response.status !== 401) throw new Error('sign-out refused');
  window.location.assign('/entrar');
}
