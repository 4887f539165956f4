import { auth, hashPassword } from '@/modules/access/auth';
import type { Role } from '@/modules/access/context';
import { createAccount, createMember } from '@/modules/access/create-member';
import type { Handler } from '@/modules/access/route';
import { transaction } from '@/platform/db/transaction';
import { requireShape } from './answer-shape';

/** What a server without PUBLIC_URL is reached by. */
export const HOST = 'localhost:3000';
export const PASSWORD = 'una clave larga';

export interface Call {
  readonly method?: string;
  readonly cookie?: string;
  readonly body?: unknown;
  /** Sent as it is, instead of `body` as JSON. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string | string[]>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Calls a route's handler as the server would. */
export async function call(handler: Handler, path: string, options: Call = {}): Promise<Reply> {
  const { method = 'GET', cookie, body, raw, params = {} } = options;
  const hasBody = method !== 'GET' && (raw !== undefined || body !== undefined);
  const request = new Request(`http://${HOST}${path}`, {
    method,
    headers: {
      host: HOST,
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...(cookie ? { cookie } : {}),
      ...options.headers,
    },
    ...(hasBody ? { body: raw ?? JSON.stringify(body) } : {}),
  });
  const response = await handler(request, { params: Promise.resolve({ ...params }) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const answer = isJson && text ? JSON.parse(text) : { text };
  if (response.ok && isJson) requireShape(handler.operation, answer);
  return { status: response.status, headers: response.headers, body: answer };
}

/** A user with a password, a member of the business if one is given. */
export async function makeUser(email: string, member?: { businessId: string; role: Role }): Promise<string> {
  const passwordHash = await hashPassword(PASSWORD);
  return transaction(async (tx) => {
    const userId = await createAccount(tx, { name: 'Persona', email, passwordHash });
    if (member) await createMember(tx, member.businessId, userId, member.role);
    return userId;
  });
}

/** The cookie of a new session. */
export async function cookieOf(email: string): Promise<string> {
  const response = await (await auth()).api.signInEmail({ body: { email, password: PASSWORD }, asResponse: true });
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
