import { type IncomingMessage, type Server, type ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { env } from '@/platform/env';
import { DomainError } from '@/platform/errors';
import { sendAnswer, sendLast } from '@/platform/http/send-answer';
import { closeSocket, ignore } from '@/realtime/server/close-socket';
import { problemWith } from './front-door';

/** Descriptors that are reserved for files, database and log, besides the connections. */
const KEPT_DESCRIPTORS = 512;

/**
 * Every connection has a time limit, whatever its peer does or fails to do. Streams have limits of their own
 * (socket-sink.ts).
 */
export const DEADLINES = {
  // Until the end of the header, and until the end of the body, counted from the first byte or from the connection.
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  // Longer than the idle time of usual proxies (60 s), so that the proxy, and not this server, closes an idle
  // connection.
  keepAliveTimeout: 75_000,
  // The front door answers a request without a Host header in the same way as every other fault.
  requireHostHeader: false,
} satisfies ServerOptions;
/**
 * The time without a byte in either direction while a request is answered: the peer does not read, or the answer never
 * comes.
 */
const SILENCE_MS = 60_000;
const MAX_HEADERS = 100;

/**
 * Limits what connections may cost, and answers input that is not a request: the peer receives an error and the
 * connection is closed.
 */
export function boundConnections(server: Server): void {
  server.timeout = SILENCE_MS;
  server.maxHeadersCount = MAX_HEADERS;
  server.maxConnections = maxConnections();
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => answerFault(error, socket as Socket));
  server.on('connect', (_, socket: Duplex) => answerOther(socket as Socket, new DomainError('METHOD_NOT_ALLOWED')));
  server.on('checkExpectation', (_: IncomingMessage, response: ServerResponse) => {
    void sendAnswer(response, problemWith(new DomainError('BAD_REQUEST'), { status: 417 }));
  });
}

/**
 * Answers an upgrade that this server does not offer. A client sends `h2c` when it prefers HTTP/2 and accepts HTTP/1.1:
 * its request is served as if it had not asked. Every other upgrade is refused, because its client uses another
 * protocol from then on.
 */
export function answerUpgrade(
  request: IncomingMessage,
  socket: Socket,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): void {
  if (!asksForHttp2(request) || pending(socket)) {
    answerOther(socket, new DomainError('BAD_REQUEST'));
    return;
  }
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.on('finish', () => {
    response.detachSocket(socket);
    closeSocket(socket);
  });
  socket
    .on('error', ignore)
    .once('end', () => socket.destroySoon())
    .resume();
  serve(request, response);
}

function asksForHttp2({ method, headers }: IncomingMessage): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
  return headers.upgrade?.toLowerCase() === 'h2c' && (method === 'GET' || method === 'HEAD') && !hasBody;
}

function answerOther(socket: Socket, error: DomainError): void {
  // An answer sent now would be read as the answer to the previous request.
  if (pending(socket)) socket.destroy();
  else void sendLast(socket, problemWith(error));
}

function answerFault({ code }: NodeJS.ErrnoException, socket: Socket): void {
  // The error has been sent already: further input is discarded (close-socket.ts).
  if (socket.writableEnded) return;
  const response = pending(socket);
  const answered = response && (response.headersSent || response.req.complete);
  if (!socket.writable || answered || code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  void sendLast(socket, problemWith(new DomainError('BAD_REQUEST'), { status }));
}

/**
 * The response that the socket is currently sending. Node does not document this property; without it, only the
 * behaviour that the comments above describe is lost.
 */
function pending(socket: Socket): ServerResponse | undefined {
  return Reflect.get(socket, '_httpMessage') ?? undefined;
}

/** The limit of the environment, but never more than the process has descriptors for. */
function maxConnections(): number {
  const { userLimits } = process.report.getReport() as unknown as { userLimits?: Record<string, { soft?: unknown }> };
  const soft = Number(userLimits?.open_files?.soft);
  return soft > 2 * KEPT_DESCRIPTORS ? Math.min(env().MAX_CONNECTIONS, soft - KEPT_DESCRIPTORS) : env().MAX_CONNECTIONS;
}
