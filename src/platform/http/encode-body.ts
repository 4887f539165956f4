import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import Negotiator from 'negotiator';

/** Bytes; a smaller body fits into one packet uncompressed. */
const SMALLEST = 1_024;
const TEXT = /^(?:text\/|image\/svg\+xml|application\/(?:problem\+)?json)/;
/** In order of preference, the best one first. */
const CODINGS = ['br', 'gzip'] as const;

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

interface Encoded {
  readonly body: Buffer;
  readonly headers: Record<string, string>;
}

/**
 * A body in the best encoding that the client accepts, with the headers that describe it. For whole answers: a stream is never
 * compressed (docs/adr/0018).
 */
export async function encodeBody(body: Buffer, answer: Headers, asked: IncomingHttpHeaders): Promise<Encoded> {
  if (body.length < SMALLEST || !TEXT.test(answer.get('content-type') ?? '') || answer.has('content-encoding')) {
    return { body, headers: {} };
  }
  const accepted = new Negotiator({ headers: asked }).encodings(CODINGS);
  const coding = CODINGS.find((one) => accepted.includes(one));
  const headers = { vary: 'accept-encoding' };
  if (!coding) return { body, headers };
  const encoded = await (coding === 'br'
    ? compressBrotli(body, brotliOptions(body))
    : compressGzip(body, { level: 4 }));
  return { body: encoded, headers: { ...headers, 'content-encoding': coding } };
}

function brotliOptions(body: Buffer) {
  return {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  };
}
