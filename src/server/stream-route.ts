import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DEFAULT_LOCALE } from '@/i18n/locale';
import { audienceOf } from '@/modules/access/audience';
import { Caller } from '@/modules/access/caller';
import { chooseMember } from '@/modules/access/session';
import { env } from '@/platform/env';
import { DomainError } from '@/platform/errors';
import { sealClientAddress } from '@/platform/http/client-address';
import { deviceLabel } from '@/platform/http/device-label';
import { checkHost } from '@/platform/http/origin';
import { problemResponse, toDomainError } from '@/platform/http/problem';
import { securityHeaders, sendAnswer, sendLast } from '@/platform/http/send-answer';
import { log } from '@/platform/log';
import type { ACCOUNT_HEADER } from '@/realtime/protocol/account';
import { RawSink } from '@/realtime/server/raw-sink';
import type { Sink } from '@/realtime/server/sink';
import { SocketSink } from '@/realtime/server/socket-sink';
import type { SocketTaker } from '@/realtime/server/socket-taker';
import { WebSink } from '@/realtime/server/web-sink';
import { hub } from './hub';

export const STREAM_PATH = '/api/reservas/events';
/**
 * The longest stream on a host that runs the route handler: such hosts may limit the time of a request, and most allow
 * five minutes.
 */
const WEB_MAX_LIFE_MS = 280_000;

interface StreamRequest {
  readonly method: string | undefined;
  /** The path and the query. */
  readonly url: string | undefined;
  readonly header: (
    name:
      | 'accept-language'
      | 'authorization'
      | 'cookie'
      | 'host'
      | 'last-event-id'
      | 'user-agent'
      | typeof ACCOUNT_HEADER,
  ) => string | null | undefined;
}

/**
 * Serves the stream on the socket itself, or on Node's response: the custom server passes every request for STREAM_PATH
 * to it.
 */
export async function serveRawStream(
  request: IncomingMessage,
  response: ServerResponse,
  taker?: SocketTaker,
): Promise<void> {
  sealClientAddress(request);
  const socket = await taker?.take(request, response);
  const { method, url, headers } = request;
  const header = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const refusal = await openStream({ method, url, header }, (extra) =>
    socket ? new SocketSink(socket, extra) : new RawSink(request, response, extra),
  );
  if (!refusal) return;
  await (socket ? sendLast(socket, refusal) : sendAnswer(response, refusal));
}

/** The stream as a Web response, for hosts without the custom server. */
export async function serveWebStream(request: Request): Promise<Response> {
  const made: WebSink[] = [];
  const { method, url, headers } = request;
  const refusal = await openStream(
    { method, url, header: (name) => headers.get(name) },
    (extra) => {
      const sink = new WebSink(request.signal, extra);
      made.push(sink);
      return sink;
    },
    WEB_MAX_LIFE_MS,
  );
  return refusal ?? made[0]?.response ?? problemResponse(new DomainError('INTERNAL'), randomUUID(), DEFAULT_LOCALE);
}

/**
 * Runs every check that can refuse a stream, then opens it on the sink. Returns null when it is open, else a problem
 * document; nothing has been sent before that.
 */
async function openStream(
  request: StreamRequest,
  makeSink: (headers: Record<string, string>) => Sink,
  maxLifeMs = Number.POSITIVE_INFINITY,
): Promise<Response | null> {
  const requestId = randomUUID();
  const caller = new Caller(request.header);
  const answerHeaders = () => ({ ...securityHeaders(), 'x-request-id': requestId, ...caller.answerHeaders });
  try {
    await admit(request, caller, () => makeSink(answerHeaders()), maxLifeMs, requestId);
    // Logged at `debug`, because ten thousand streams may reconnect in one second; the line at its close contains
    // everything.
    log().debug({ requestId, connectionId: requestId, route: STREAM_PATH }, 'stream open');
    return null;
  } catch (error) {
    const failure = toDomainError(error);
    const line = { requestId, connectionId: requestId, route: STREAM_PATH, code: failure.code };
    if (failure.code === 'INTERNAL') log().error({ ...line, err: failure.cause }, 'stream failed');
    else log().info(line, 'stream refused');
    const response = problemResponse(failure, requestId, caller.locale);
    for (const [name, value] of Object.entries(answerHeaders())) response.headers.set(name, value);
    if (failure.code === 'METHOD_NOT_ALLOWED') response.headers.set('allow', 'GET');
    return response;
  }
}

async function admit(
  request: StreamRequest,
  caller: Caller,
  makeSink: () => Sink,
  maxLifeMs: number,
  id: string,
): Promise<void> {
  checkHost(request.header('host'), STREAM_PATH);
  if (request.method !== 'GET') throw new DomainError('METHOD_NOT_ALLOWED');
  if (!env().SSE_ENABLED) throw new DomainError('REALTIME_DISABLED', { retryAfter: 120_000 });
  const query = new URLSearchParams(request.url?.split('?')[1]);
  const businessId = query.get('businessId');
  if (!businessId) throw new DomainError('BUSINESS_REQUIRED');
  const identity = await caller.identifyAny('with-devices');
  const { venue, role } = chooseMember(identity, businessId);
  const { userId, sessionId } = identity;
  const device = deviceLabel(request.header('user-agent'));
  const grant = { businessId: venue.id, userId, sessionId, audience: audienceOf(role, venue, new Date()), device };
  // The browser's own header is newer than the parameter in the address that it first opened.
  const lastEventId = request.header('last-event-id') || query.get('lastEventId') || undefined;
  const endsAt = identity.key?.expiresAt ?? identity.device?.validUntil ?? null;
  const expiresAt = endsAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const lifeMs = Math.min(maxLifeMs, expiresAt - Date.now());
  const refusal = await hub().open(grant, lastEventId, makeSink, lifeMs, id);
  if (!refusal) return;
  const { refused, retryAfter } = refusal;
  throw new DomainError(refused, refused === 'NOT_FOUND' ? {} : { retryAfter });
}
