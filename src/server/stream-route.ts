import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@/domain/errors';
import { RawSink } from '@/realtime/server/raw-sink';
import type { Sink } from '@/realtime/server/sink';
import { WebSink } from '@/realtime/server/web-sink';
import { audienceOf } from './audience';
import { env } from './env';
import { hub } from './hub';
import { log } from './log';
import { problemResponse, toDomainError } from './problem';
import { requireMember, requireSession } from './session';

export const STREAM_PATH = '/api/reservas/events';
/** A host that runs the route handler may count the time of a request; most allow five minutes. */
const WEB_MAX_LIFE_MS = 280_000;

interface StreamRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
}

/** The stream on Node's own response: the custom server hands it everything for STREAM_PATH. */
export async function serveRawStream(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const refusal = await openStream(
    { method, url: new URL(url, 'http://localhost'), headers },
    (extra) => new RawSink(request, response, extra),
  );
  if (!refusal) return;
  response.writeHead(refusal.status, Object.fromEntries(refusal.headers));
  response.end(method === 'HEAD' ? undefined : await refusal.text());
}

/** The stream as a Web response, for hosts without the custom server. */
export async function serveWebStream(request: Request): Promise<Response> {
  const made: WebSink[] = [];
  const refusal = await openStream(
    { method: request.method, url: new URL(request.url), headers: request.headers },
    (extra) => {
      const sink = new WebSink(request.signal, extra);
      made.push(sink);
      return sink;
    },
    WEB_MAX_LIFE_MS,
  );
  return refusal ?? made[0]?.response ?? problemResponse(new DomainError('INTERNAL'), randomUUID());
}

/**
 * Checks everything that can refuse a stream, then opens it on the sink. Answers null when it is open, else a problem
 * document; nothing has been sent before that.
 */
async function openStream(
  request: StreamRequest,
  makeSink: (headers: Record<string, string>) => Sink,
  maxLifeMs = Number.POSITIVE_INFINITY,
): Promise<Response | null> {
  const requestId = randomUUID();
  try {
    await admit(request, () => makeSink({ 'x-request-id': requestId }), maxLifeMs);
    log().info({ requestId, path: STREAM_PATH }, 'stream open');
    return null;
  } catch (error) {
    const failure = toDomainError(error);
    if (failure.code === 'INTERNAL') log().error({ requestId, path: STREAM_PATH, err: failure.cause }, 'stream failed');
    else log().info({ requestId, path: STREAM_PATH, code: failure.code }, 'stream refused');
    const response = problemResponse(failure, requestId);
    if (failure.code === 'METHOD_NOT_ALLOWED') response.headers.set('allow', 'GET');
    return response;
  }
}

async function admit({ method, url, headers }: StreamRequest, makeSink: () => Sink, maxLifeMs: number): Promise<void> {
  if (method !== 'GET') throw new DomainError('METHOD_NOT_ALLOWED');
  if (!env().SSE_ENABLED) throw new DomainError('REALTIME_DISABLED', { retryAfter: 120_000 });
  const businessId = url.searchParams.get('businessId');
  if (!businessId) throw new DomainError('BUSINESS_REQUIRED');
  const { userId, sessionId } = await requireSession(headers);
  const { venue, role } = await requireMember(userId, businessId);
  const grant = { businessId: venue.id, userId, sessionId, audience: audienceOf({ role, ...venue }) };
  // The browser's own header is newer than the address it first opened.
  const lastEventId = headers.get('last-event-id') || url.searchParams.get('lastEventId') || undefined;
  const refusal = await hub().open(grant, lastEventId, makeSink, maxLifeMs);
  if (!refusal) return;
  const { refused, retryAfter } = refusal;
  throw new DomainError(refused, refused === 'NOT_FOUND' ? {} : { retryAfter });
}
