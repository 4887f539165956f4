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
import { Caller } from './caller';
import type { Context } from './context';
import { chooseMember } from './session';

interface Definition<Schema extends z.ZodType, Output> {
  readonly input: Schema;
  /** The verb: checks permission first, then does its one thing. */
  readonly run: (ctx: Context, input: z.output<Schema>) => Promise<Output>;
  /** How many requests it counts as against its user's limit; 1 unless said. */
  readonly cost?: number;
  /** Of a success; 200 unless said. */
  readonly status?: number;
  /** How a success is answered, when JSON with that status does not say it all. */
  readonly respond?: (output: Output) => Response;
}

type Params = { params: Promise<Record<string, string | string[]>> };
export type Handler = (request: ApiRequest, route: Params) => Promise<Response>;

/**
 * A route of one venue: session and membership become a context, query, body and path become one parsed input, every failure
 * becomes a problem document, and each request leaves one log line. `businessId` in query or body chooses the membership.
 */
export function route<Schema extends z.ZodType, Output>({
  input,
  run,
  cost,
  status = 200,
  respond = (output) => jsonResponse(output, status),
}: Definition<Schema, Output>): Handler {
  return handled(async (request, params, requestId, caller) => {
    const identity = await caller.identify();
    const { businessId, ...raw } = await readInput(request, params);
    if (businessId !== undefined && typeof businessId !== 'string') throw new DomainError('VALIDATION');
    const { venue, role } = chooseMember(identity, businessId);
    await admitRequest({ userId: identity.userId, businessId: venue.id, ...(cost === undefined ? {} : { cost }) });
    const ctx: Context = {
      venue,
      role,
      userId: identity.userId,
      requestId,
      now: new Date(),
      clock: parseClock(request.headers.get(CLOCK_HEADER)),
      ifMatch: parseIfMatch(request.headers.get('if-match')),
      idempotencyKey: parseIdempotencyKey(request.headers.get('idempotency-key')),
      origin: originOf(request.headers, request.url),
      device: deviceLabel(request.headers.get('user-agent')),
    };
    return respond(await run(ctx, parseInput(input, raw)));
  });
}

/** What `route` does for every request, for the few that have no venue: request id, origin check, caller, errors, one log line. */
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
      response = problemResponse(failure, requestId);
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

/** Throws VALIDATION with the failing paths, never the values. */
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

interface File {
  readonly contentType: string;
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file that a browser shows, and saves under its name. */
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
 * A browser names the page a mutation comes from; another site's is refused. Clients without one carry no ambient cookie. Without
 * PUBLIC_URL nobody has told whether TLS ends in front of this server: a page of the same host may be either scheme's.
 */
function checkOrigin(request: ApiRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.get('origin');
  if (origin === null) return;
  const own = originOf(request.headers, request.url);
  if (origin === own) return;
  if (env().PUBLIC_URL || origin !== own.replace(/^http:/, 'https:')) throw new DomainError('FORBIDDEN');
}
