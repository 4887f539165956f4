import { type IncomingMessage, type Server, type ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { env } from '@/platform/env';
import { DomainError } from '@/platform/errors';
import { sendAnswer, sendLast } from '@/platform/http/send-answer';
import { closeSocket, ignore } from '@/realtime/server/close-socket';
import { problemWith } from './front-door';

/** Files, database and log need descriptors beside the connections. */
const KEPT_DESCRIPTORS = 512;

/** Every connection has an end in time, whatever its peer does or leaves undone. Streams have their own (socket-sink.ts). */
export const DEADLINES = {
  // From the first byte, or from the connection, to the end of the header, and to the end of the body.
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  // Longer than the idle time of usual proxies (60 s), so that they, not we, end an idle connection.
  keepAliveTimeout: 75_000,
  // The front door answers a request without one as it answers every other fault.
  requireHostHeader: false,
} satisfies ServerOptions;
/** Without a byte in either direction while a request is answered: a peer that does not read, or an answer that never comes. */
const SILENCE_MS = 60_000;
const MAX_HEADERS = 100;

/** Bounds what connections may cost, and answers those that are not requests: each is told so and closed. */
export function boundConnections(server: Server): void {
  server.timeout = SILENCE_MS;
  server.maxHeadersCount = MAX_HEADERS;
  server.maxConnections = maxConnections();
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => answerFault(error, socket as Socket));
  server.on('connect', (_, socket: Duplex) => answerOther(socket as Socket, new DomainError('METHOD_NOT_ALLOWED')));
  server.on('checkExpectation', (_: IncomingMessage, response: ServerResponse) => {
    void sendAnswer(response, problemWith(new DomainError('BAD_REQUEST'), 417));
  });
}

/**
 * For an upgrade that nobody here offers. `h2c` is what a client asks for that would like HTTP/2 and takes HTTP/1.1: its request is served as
 * if it had not asked; every other is refused, because its client speaks another protocol from here on.
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
  // What we said now would be taken for the answer to the request before it.
  if (pending(socket)) socket.destroy();
  else void sendLast(socket, problemWith(error));
}

function answerFault({ code }: NodeJS.ErrnoException, socket: Socket): void {
  // Told already: what still comes is thrown away (close-socket.ts).
  if (socket.writableEnded) return;
  const response = pending(socket);
  const answered = response && (response.headersSent || response.req.complete);
  if (!socket.writable || answered || code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  void sendLast(socket, problemWith(new DomainError('BAD_REQUEST'), status));
}

/** The response that the socket is at. Node does not document where it keeps it; without it, only what was said above is lost. */
function pending(socket: Socket): ServerResponse | undefined {
  return Reflect.get(socket, '_httpMessage') ?? undefined;
}

/** As many as the environment says, and no more than the process has descriptors for. */
function maxConnections(): number {
  const { userLimits } = process.report.getReport() as unknown as { userLimits?: Record<string, { soft?: unknown }> };
  const soft = Number(userLimits?.open_files?.soft);
  return soft > 2 * KEPT_DESCRIPTORS ? Math.min(env().MAX_CONNECTIONS, soft - KEPT_DESCRIPTORS) : env().MAX_CONNECTIONS;
}
