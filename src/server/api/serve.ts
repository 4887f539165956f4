import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { readRequest } from '@/platform/http/api-request';
import { encodeBody } from '@/platform/http/encode-body';
import { securityHeaders } from '@/platform/http/send-answer';
import { StreamedAnswer } from '@/platform/http/streamed-answer';
import type { Found } from './router';

/**
 * Answers a Node request with a handler of the list: the head and the whole body are sent in one write, unless the
 * handler streams it.
 */
export async function serveEndpoint(
  request: IncomingMessage,
  response: ServerResponse,
  { handler, params }: Found,
): Promise<void> {
  const answer = await handler(readRequest(request), { params: Promise.resolve(params) });
  if (answer instanceof StreamedAnswer) return sendPieces(request, response, answer);
  const whole = Buffer.from(await answer.arrayBuffer());
  const { body, headers } = await encodeBody(whole, answer.headers, request.headers);
  const cookies = answer.headers.getSetCookie();
  const defaults = securityHeaders();
  // The older header knows no page that any site may frame; its policy says so.
  if (answer.headers.get('content-security-policy')?.includes('frame-ancestors *')) delete defaults['x-frame-options'];
  response.writeHead(answer.status, {
    ...defaults,
    ...Object.fromEntries(answer.headers),
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    ...headers,
    'content-length': body.length,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  // An unread rest of the body must not precede the connection's next request.
  request.resume();
}

/** How a stream ends when its client goes away in the middle of a file, which is no failure of the server. */
const GONE: ReadonlySet<string | undefined> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);

/** Rejects when a piece cannot be made: the connection is then broken off, by which the client knows that it lacks the rest. */
async function sendPieces(request: IncomingMessage, response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, { ...securityHeaders(), ...Object.fromEntries(answer.headers) });
  if (request.method === 'HEAD' || answer.body === null) {
    await answer.body?.cancel();
    response.end();
    return;
  }
  try {
    await pipeline(Readable.fromWeb(answer.body as ReadableStream), response);
  } catch (error) {
    if (!GONE.has((error as NodeJS.ErrnoException).code)) throw error;
  }
}
