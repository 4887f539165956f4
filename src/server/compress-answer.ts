import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Bytes; a smaller answer fits into one packet, compressed or not. */
const WORTH_IT = 1024;
const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?json\b)/;
const GZIP = /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)/i;

const compress = promisify(gzip);

/** The body as it goes to who asked, and the headers that say so; null when it goes as it is. */
export async function compressed(
  { headers, method }: Pick<IncomingMessage, 'headers' | 'method'>,
  contentType: string | null,
  body: Buffer,
): Promise<{ readonly body: Buffer; readonly headers: Readonly<Record<string, string>> } | null> {
  if (method === 'HEAD' || body.length < WORTH_IT || !TEXT.test(contentType ?? '')) return null;
  const encoding = headers['accept-encoding'];
  if (!GZIP.test(Array.isArray(encoding) ? encoding.join() : (encoding ?? ''))) return null;
  return { body: await compress(body), headers: { 'content-encoding': 'gzip' } };
}

/**
 * Compresses what is written to `response`, once it has been written whole: Next's own compression takes the type of a route's
 * answer for none. Not for streams, of which nothing would arrive.
 */
export function compressWhole(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown, encoding: unknown) => {
    if (chunk === null || chunk === undefined || typeof chunk === 'function') return;
    const coding = typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8';
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, coding) : Buffer.from(chunk as Uint8Array));
  };
  const { end } = response;
  // What is sent ahead of the body could not say how it is encoded.
  response.flushHeaders = () => {};
  response.write = (chunk: unknown, encoding?: unknown) => {
    keep(chunk, encoding);
    return true;
  };
  response.end = (chunk?: unknown, encoding?: unknown) => {
    keep(chunk, encoding);
    const body = Buffer.concat(chunks.splice(0));
    if (response.headersSent) return end.call(response, body, 'utf8');
    const type = response.getHeader('content-type');
    response.appendHeader('vary', 'accept-encoding');
    compressed(request, type === undefined ? null : String(type), body)
      .catch(() => null)
      .then((smaller) => {
        for (const [name, value] of Object.entries(smaller?.headers ?? {})) response.setHeader(name, value);
        end.call(response, smaller?.body ?? body, 'utf8');
      })
      .catch((error: unknown) => response.destroy(error as Error));
    return response;
  };
}
