import type { IncomingMessage, ServerResponse } from 'node:http';
import { readRequest } from '@/platform/http/api-request';
import { encodeBody } from '@/platform/http/encode-body';
import { securityHeaders } from '@/platform/http/send-answer';
import type { Found } from './router';

/** Answers a request of Node's by a handler of the list: the head and the whole body leave in one write. */
export async function serveEndpoint(
  request: IncomingMessage,
  response: ServerResponse,
  { handler, params }: Found,
): Promise<void> {
  const answer = await handler(readRequest(request), { params: Promise.resolve(params) });
  const whole = Buffer.from(await answer.arrayBuffer());
  const { body, headers } = await encodeBody(whole, answer.headers, request.headers);
  const cookies = answer.headers.getSetCookie();
  response.writeHead(answer.status, {
    ...securityHeaders(),
    ...Object.fromEntries(answer.headers),
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    ...headers,
    'content-length': body.length,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  // What is left of a body that was not read must not stand before the connection's next request.
  request.resume();
}
