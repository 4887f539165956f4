import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { env } from '@/platform/env';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { deviceLabel } from '@/platform/http/device-label';
import { admitRequest } from '@/platform/http/limits';
import { checkHost, originOf } from '@/platform/http/origin';
import { problemResponse, statusOf, toDomainError } from '@/platform/http/problem';
import { parseClock, parseIdempotencyKey, parseIfMatch, readInput } from '@/platform/http/request-input';
import { log } from '@/platform/log';
import { observeRequest, routePattern } from '@/platform/metrics/requests';
import { CLOCK_HEADER } from '@/realtime/protocol/clock';
import { bearerOf } from './api-key';
import { Caller } from './caller';
import { authorize, type Context, isForKeys, type Permission, type Profile, type RequestFacts } from './context';
import type { Operation } from './operation';
import { isGateInScope } from './profiles';
import { chooseMember } from './session';

/** What one endpoint does for a member of a venue. */
export interface MemberRoute<Schema extends z.ZodType, Output> {
  /** A caller without it is refused before any input is read. */
  readonly permission: Permission;
  readonly input: Schema;
  /** The verb; it is called only for a member with the permission. */
  readonly run: (ctx: Context, input: z.output<Schema>) => Promise<Output>;
  /** `false` where a person alone may call, though keys may have the permission. */
  readonly keys?: false;
  /** The profiles of the paired devices that may call it, whatever the permission is; none without it. */
  readonly devices?: readonly Profile[];
  /** `true` where a device may call whose access has ended: `ctx.scope` says when. */
  readonly endedDevices?: true;
  /** How many requests this one counts as in its user's limit; default 1. */
  readonly cost?: number;
  /** The most bytes of its body, where that is more than usual. The body is read for members alone. */
  readonly maxBodyBytes?: number;
  /** The status of a successful answer; default 200. */
  readonly status?: number;
  /** Builds a successful answer when JSON with that status is not enough. */
  readonly respond?: (output: Output) => Response;
}

type Params = { params: Promise<Record<string, string | string[]>> };
export interface Handler {
  (request: ApiRequest, route: Params): Promise<Response>;
  /** One of the methods that an endpoint serves. */
  readonly operation?: Operation;
}

/**
 * A route of one venue: session and membership become a context; query, body and path become one parsed input; every
 * failure becomes a problem document; and each request writes one log line. `businessId` in query or body selects the
 * membership.
 */
export function route<Schema extends z.ZodType, Output>({
  permission,
  input,
  run,
  keys,
  devices = [],
  endedDevices,
  cost,
  maxBodyBytes,
  status = 200,
  respond = (output) => jsonResponse(output, status),
}: MemberRoute<Schema, Output>): Handler {
  return handled(async (request, params, requestId, caller) => {
    const isForPeople = keys === false || !isForKeys(permission);
    const asked = endedDevices ? 'also-ended' : devices.length > 0 ? 'with-devices' : null;
    const identity = await (isForPeople ? caller.identify(asked) : caller.identifyAny(asked));
    const { businessId, ...raw } = await readInput(request, params, maxBodyBytes);
    if (businessId !== undefined && typeof businessId !== 'string') throw new DomainError('VALIDATION');
    const { venue, role } = chooseMember(identity, businessId);
    await admitRequest({
      ...{ userId: identity.userId, businessId: venue.id, isKey: identity.key !== undefined },
      ...(cost === undefined ? {} : { cost }),
    });
    const ctx: Context = {
      venue,
      role,
      userId: identity.userId,
      requestId,
      now: new Date(),
      request: { ...readFacts(request), locale: caller.locale },
      ...(identity.device ? { scope: identity.device } : {}),
    };
    const { scope } = ctx;
    if (!scope) authorize(ctx, permission);
    else if (!devices.includes(scope.profile)) throw new DomainError('FORBIDDEN');
    const parsed = parseInput(input, raw);
    if (scope && !isGateInScope(scope, gateOf(parsed))) throw new DomainError('FORBIDDEN');
    return respond(await run(ctx, parsed));
  });
}

/** The gate at which a request counts. */
function gateOf(input: unknown): string | undefined {
  return (input as { gateId?: string }).gateId;
}

function readFacts({ headers, url }: ApiRequest): RequestFacts {
  return {
    clock: parseClock(headers.get(CLOCK_HEADER)),
    ifMatch: parseIfMatch(headers.get('if-match')),
    idempotencyKey: parseIdempotencyKey(headers.get('idempotency-key')),
    origin: originOf(headers, url),
    device: deviceLabel(headers.get('user-agent')),
  };
}

/**
 * What `route` does for every request, for the few routes without a venue: request id, origin check, caller, errors,
 * one log line.
 */
export function handled(
  serve: (request: ApiRequest, params: Record<string, string>, requestId: string, caller: Caller) => Promise<Response>,
): Handler {
  return async (request, { params }) => {
    const requestId = randomUUID();
    const started = performance.now();
    const caller = new Caller((name) => request.headers.get(name));
    let pattern = '(unknown)';
    let response: Response;
    let cause: unknown;
    try {
      const named = (await params) ?? {};
      pattern = routePattern(new URL(request.url).pathname, named);
      checkHost(request.headers.get('host'), pattern);
      checkOrigin(request);
      const entries = Object.entries(named).map(([k, v]) => [k, Array.isArray(v) ? v.join('/') : v]);
      response = await serve(request, Object.fromEntries(entries), requestId, caller);
      response.headers.set('cache-control', 'no-store');
      response.headers.set('x-request-id', requestId);
    } catch (error) {
      const failure = toDomainError(error);
      if (statusOf(failure.code) >= 500) cause = failure.cause;
      response = problemResponse(failure, requestId, caller.locale);
    }
    for (const [name, value] of Object.entries(caller.answerHeaders)) response.headers.set(name, value);
    const { method } = request;
    const { status } = response;
    const ms = performance.now() - started;
    observeRequest({ route: pattern, method, status, ms });
    const line = { requestId, method, route: pattern, status, ms: Math.round(ms) };
    if (cause) log().error({ ...line, err: cause }, 'request failed');
    else log().info(line, 'request');
    return response;
  };
}

/** Throws VALIDATION with the failing paths, but never with the values. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message, code }) => ({ path: path.join('.'), code, message }));
  throw new DomainError('VALIDATION', { extra: { issues } });
}

export function jsonResponse(body: unknown, status = 200, extra: Record<string, string> = {}): Response {
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', ...extra });
  const version = (body as { reservation?: { version?: unknown } } | null)?.reservation?.version;
  if (typeof version === 'number') headers.set('etag', `"${version}"`);
  return new Response(JSON.stringify(body), { status, headers });
}

export interface File {
  readonly contentType: string;
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file that a browser displays, and saves under its name. */
export function fileResponse({ contentType, fileName, bytes }: File): Response {
  return new Response(bytes, {
    headers: {
      'content-type': contentType,
      'content-disposition': `inline; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
    },
  });
}

/**
 * Browsers send the origin of the page that makes a mutation; a mutation from another site is refused. Clients that
 * send no origin have no ambient cookie, and of a request with an API key no cookie is read. Without PUBLIC_URL the server cannot know whether TLS ends in front of it, so
 * a page of the same host may use either scheme.
 */
function checkOrigin(request: ApiRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (bearerOf(request.headers.get('authorization')) !== null) return;
  const origin = request.headers.get('origin');
  if (origin === null) return;
  const own = originOf(request.headers, request.url);
  if (origin === own) return;
  if (env().PUBLIC_URL || origin !== own.replace(/^http:/, 'https:')) throw new DomainError('FORBIDDEN');
}
