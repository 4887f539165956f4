export type SignInFailure =
  | { kind: 'credentials' }
  | { kind: 'limited'; seconds: number | null }
  | { kind: 'offline' }
  | { kind: 'server' };

/** Asks the auth library for a session cookie. Null when it was given. */
export async function signIn(email: string, password: string): Promise<SignInFailure | null> {
  let response: Response;
  try {
    response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
  } catch {
    return { kind: 'offline' };
  }
  if (response.ok) return null;
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return { kind: 'limited', seconds: Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : null };
  }
  return response.status < 500 ? { kind: 'credentials' } : { kind: 'server' };
}
