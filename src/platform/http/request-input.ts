import { DomainError } from '../errors';
import { AnyInstantText } from '../input/fields';
import { isBlank } from '../input/text';
import type { ApiRequest } from './api-request';

const MAX_BODY_BYTES = 64 * 1024;
/** Of objects and lists within each other; what this product sends has three. */
const MAX_DEPTH = 32;

/**
 * Query, body and path as one object; the path wins. Of a body's request, the query gives `businessId` alone. A blank
 * `businessId` was not given.
 */
export async function readInput(request: ApiRequest, params: Record<string, string>): Promise<Record<string, unknown>> {
  const { businessId = null, ...input } = await readParts(request, params);
  return businessId === null || (typeof businessId === 'string' && isBlank(businessId))
    ? input
    : { ...input, businessId };
}

async function readParts(request: ApiRequest, params: Record<string, string>): Promise<Record<string, unknown>> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (['GET', 'HEAD', 'DELETE'].includes(request.method)) return { ...query, ...params };
  const body = await readBody(request);
  return { ...(query.businessId === undefined ? {} : { businessId: query.businessId }), ...body, ...params };
}

/** The request's JSON object; an absent body is an empty one. */
export async function readBody(request: ApiRequest): Promise<Record<string, unknown>> {
  const text = await readText(request);
  if (text === '') return {};
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new DomainError('UNSUPPORTED_MEDIA_TYPE');
  }
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body) && isSafe(body)) {
      return body as Record<string, unknown>;
    }
  } catch {}
  throw new DomainError('BAD_REQUEST');
}

/** False for what later stages would recurse into too deeply, and for a key that would become a prototype where it is assigned. */
function isSafe(value: unknown, depth = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0 || Object.hasOwn(value, '__proto__')) return false;
  return Object.values(value).every((inner) => isSafe(inner, depth - 1));
}

async function readText(request: ApiRequest): Promise<string> {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > MAX_BODY_BYTES) break;
      chunks.push(chunk);
    }
  } catch {
    // Its sender has gone, or left it half sent.
    throw new DomainError('BAD_REQUEST');
  }
  if (size > MAX_BODY_BYTES) throw new DomainError('PAYLOAD_TOO_LARGE');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new DomainError('BAD_REQUEST');
  }
}

/** `"12"`, `W/"12"` or `12`; `*` asks for nothing. */
export function parseIfMatch(header: string | null): number | undefined {
  if (header === null || header.trim() === '*') return undefined;
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header.trim())?.[1];
  if (version === undefined) throw new DomainError('BAD_REQUEST');
  return Number(version);
}

export function parseIdempotencyKey(header: string | null): string | undefined {
  if (header === null) return undefined;
  if (!/^[\x21-\x7e]{8,100}$/.test(header)) throw new DomainError('BAD_REQUEST');
  return header;
}

/** A device's clock, an ISO instant; one that cannot be read says nothing. */
export function parseClock(header: string | null): Date | null {
  const parsed = AnyInstantText.safeParse(header);
  return parsed.success ? new Date(parsed.data) : null;
}
