import { GET, POST } from '@/app/api/auth/[...all]/route';
import { type Call, call, type Reply } from './http';

const BASE = '/api/auth';

/** POST to an address of the auth library. */
export function post(path: string, options: Call): Promise<Reply> {
  return call(POST, `${BASE}/${path}`, { method: 'POST', params: { all: path.split('/') }, ...options });
}

export function signIn(email: string, password: string, options: Call & { readonly address?: string } = {}) {
  const { address = '10.0.0.1', headers, ...rest } = options;
  return post('sign-in/email', {
    body: { email, password },
    headers: { 'x-forwarded-for': address, ...headers },
    ...rest,
  });
}

export function getSession(cookie: string, headers: Call['headers'] = {}): Promise<Reply> {
  return call(GET, `${BASE}/get-session`, { cookie, headers, params: { all: ['get-session'] } });
}

/** What a browser sends after an answer. */
export function cookiesOf({ headers }: Reply): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
