import { DomainError } from '../errors';
import { AnyInstantText } from '../input/fields';
import { isBlank } from '../input/text';
import type { ApiRequest } from './api-request';

const MAX_BODY_BYTES = 64 * 1024;
/** Maximum nesting of objects and lists; what this product sends has three levels. */
const MAX_DEPTH = 32;

/**
 * Query, body and path as one object; the path has precedence. In a request with a body, the query contributes only `businessId`.
 * A blank `businessId` counts as not given.
 */
export async function readInput(
  request: ApiRequest,
  params: Record<string, string>,
  maxBytes?: number,
): Promise<Record<string, unknown>> {
  const { businessId = null, ...input } = await readParts(request, params, maxBytes);
  return businessId === null || (typeof businessId === 'string' && isBlank(businessId))
    ? input
    : { ...input, businessId };
}

async function readParts(
  request: ApiRequest,
  params: Record<string, string>,
  maxBytes?: number,
): Promise<Record<string, unknown>> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (['GET', 'HEAD', 'DELETE'].includes(request.method)) return { ...query, ...params };
  const body = await readBody(request, maxBytes);
  return { ...(query.businessId === undefined ? {} : { businessId: query.businessId }), ...body, ...params };
}

/** The request's JSON object; an absent body counts as an empty object. */
export async function readBody(request: ApiRequest, maxBytes?: number): Promise<Record<string, unknown>> {
  const text = await readText(request, maxBytes);
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

/** The fields of a form that a browser sends by itself. Throws UNSUPPORTED_MEDIA_TYPE. */
export async function readForm(request: ApiRequest): Promise<Record<string, unknown>> {
  const text = await readText(request);
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new DomainError('UNSUPPORTED_MEDIA_TYPE');
  }
  return Object.fromEntries(new URLSearchParams(text));
}

/** False for a value so deep that later stages would recurse too far, and for a key that would become a prototype when it is assigned. */
function isSafe(value: unknown, depth = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0 || Object.hasOwn(value, '__proto__')) return false;
  return Object.values(value).every((inner) => isSafe(inner, depth - 1));
}

async function readText(request: ApiRequest, maxBytes = MAX_BODY_BYTES): Promise<string> {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch {
    // The client has disconnected, or sent only a part of it.
    throw new DomainError('BAD_REQUEST');
  }
  if (size > maxBytes) throw new DomainError('PAYLOAD_TOO_LARGE');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new DomainError('BAD_REQUEST');
  }
}

/** `"12"`, `W/"12"` or `12`; `*` sets no condition. */
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

/** The time of a device's clock, an ISO instant; null when it cannot be read. */
export function parseClock(header: string | null): Date | null {
  const parsed = AnyInstantText.safeParse(header);
  return parsed.success ? new Date(parsed.data) : null;
}
