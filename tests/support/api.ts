import type { Reservation } from '@/modules/reservations/wire';
import { findEndpoint } from '@/server/api/router';
import { requireShape } from './answer-shape';
import { DEMO_PASSWORD } from './server';

/** The demo's people, by what they are at the venue `terraza`; `foreign` owns another venue, `operator` works in none. */
export const USERS = {
  owner: 'owner@terraza.test',
  manager: 'manager@terraza.test',
  host: 'host@terraza.test',
  door: 'door@terraza.test',
  foreign: 'owner@otro.test',
  operator: 'operator@aforo.test',
} as const;
export type DemoUser = keyof typeof USERS;

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** HTTP as one person: the session's cookie goes with every request, and each success has the shape that its operation declares. */
export class Api {
  constructor(
    readonly url: string,
    readonly cookie: string,
    readonly businessId: string,
    /** Milliseconds until a call that has no answer fails. */
    private readonly timeout = 120_000,
    /** Throws for a success that its operation does not declare; other versions of the product declare other answers. */
    private readonly check = requireShape,
  ) {}

  async call<T = Record<string, unknown>>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
    const hasBody = options.body !== undefined;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...options.headers,
      },
      body: hasBody ? JSON.stringify(options.body) : null,
      redirect: 'manual',
      signal: AbortSignal.timeout(this.timeout),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const answer = isJson ? JSON.parse(text) : { text };
    if (response.ok && isJson) this.check(findEndpoint(method, path)?.handler.operation, answer);
    return { status: response.status, headers: response.headers, body: answer as T };
  }

  /** The body of a call that must succeed. */
  async ok<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call<T>(method, path, body === undefined ? {} : { body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async list(day?: string): Promise<{ day: string; reservations: Reservation[]; cursor: string }> {
    const query = new URLSearchParams({ businessId: this.businessId, ...(day ? { day } : {}) });
    return this.ok('GET', `/api/reservas?${query}`);
  }

  /** How many people of a reservation have come in. */
  async admitted(id: string): Promise<number> {
    const path = `/api/reservas/${id}?businessId=${this.businessId}`;
    return (await this.ok<{ reservation: Reservation }>('GET', path)).reservation.scanCount;
  }

  /** A new reservation for tonight unless `fields` say otherwise, and the token of its pass. */
  async createWithPass(fields: Partial<Reservation> = {}): Promise<{ reservation: Reservation; qrCode: string }> {
    const { reservation } = await this.ok<{ reservation: Reservation }>(
      'POST',
      `/api/reservas?businessId=${this.businessId}`,
      {
        customerName: 'Prueba Ensayo',
        guestCount: 4,
        reservedAt: new Date().toISOString(),
        status: 'CONFIRMED',
        ...fields,
      },
    );
    const { qrCode } = await this.ok<{ qrCode: string }>(
      'GET',
      `/api/reservas/${reservation.id}/qr?businessId=${this.businessId}`,
    );
    return { reservation, qrCode };
  }

  scan(qrCode: string, nonce: string, increment = 1): Promise<Answer> {
    return this.call('POST', '/api/reservas/qr-scan', {
      body: { businessId: this.businessId, qrCode, action: 'increment', increment, nonce },
    });
  }
}

export async function signIn(url: string, user: DemoUser): Promise<Api> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: USERS[user], password: DEMO_PASSWORD }),
  });
  if (!response.ok) throw new Error(`sign-in of ${user}: ${response.status} ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const anonymous = new Api(url, cookie, '');
  const { memberships } = await anonymous.ok<{ memberships: { businessId: string }[] }>('GET', '/api/me');
  const [membership] = memberships;
  if (!membership && user !== 'operator') throw new Error(`${user} belongs to no venue`);
  return new Api(url, cookie, membership?.businessId ?? '');
}

/** Requests without a session. */
export function anonymousApi(url: string): Api {
  return new Api(url, '', '');
}
