import { messages } from '@/i18n/messages';
import { isDatabaseUnavailable, isStorageFull } from '../db/unavailable';
import { DomainError, type ErrorCode } from '../errors';

/** Exhaustive: a new code does not compile until it has a status. */
export function statusOf(code: ErrorCode): number {
  switch (code) {
    case 'BAD_REQUEST':
    case 'VALIDATION':
    case 'BUSINESS_REQUIRED':
      return 400;
    case 'UNAUTHENTICATED':
    case 'INVALID_CREDENTIALS':
      return 401;
    case 'FORBIDDEN':
    case 'SETUP_CODE':
      return 403;
    case 'NOT_FOUND':
      return 404;
    case 'METHOD_NOT_ALLOWED':
      return 405;
    case 'ACCOUNT_CHANGED':
    case 'VERSION_CONFLICT':
    case 'TRANSITION_NOT_ALLOWED':
    case 'NOT_COUNTABLE':
    case 'HAS_ARRIVALS':
    case 'OTHER_DAY':
    case 'NIGHT_CLOSED':
    case 'RESERVATION_DELETED':
    case 'COUNT_BELOW_ZERO':
    case 'CAPACITY':
    case 'NONCE_REUSED':
    case 'IDEMPOTENCY_KEY_REUSED':
    case 'SETUP_DONE':
      return 409;
    case 'PAYLOAD_TOO_LARGE':
      return 413;
    case 'UNSUPPORTED_MEDIA_TYPE':
      return 415;
    case 'MISDIRECTED':
      return 421;
    case 'SCAN_REFUSED':
      return 422;
    case 'RATE_LIMITED':
      return 429;
    case 'REALTIME_DISABLED':
    case 'OVERLOADED':
      return 503;
    case 'STORAGE_FULL':
      return 507;
    case 'INTERNAL':
      return 500;
  }
}

/** Any thrown value as a DomainError; what we did not foresee becomes INTERNAL and its text stays out of the answer. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isStorageFull(error)) return new DomainError('STORAGE_FULL', { cause: error, retryAfter: 5000 });
  if (isDatabaseUnavailable(error)) return new DomainError('OVERLOADED', { cause: error, retryAfter: 1000 });
  return new DomainError('INTERNAL', { cause: error });
}

/** A reason that has a sentence of its own. */
function scanReason(value: unknown): keyof typeof messages.errors.scan | undefined {
  const reasons = Object.keys(messages.errors.scan) as (keyof typeof messages.errors.scan)[];
  return reasons.find((reason) => reason === value);
}

/** RFC 9457: `type`, `title`, `status`, plus `code` (closed), `detail` (a sentence for a person) and `requestId`. */
export function problemResponse(error: DomainError, requestId: string): Response {
  const { code } = error;
  const isOfCount = code === 'SCAN_REFUSED' || code === 'NOT_COUNTABLE';
  const reason = isOfCount ? scanReason(error.extra.reason) : undefined;
  const status = reason === 'FORBIDDEN' ? 403 : statusOf(error.code);
  const headers = new Headers({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  });
  if (error.retryAfter !== undefined)
    headers.set('retry-after', String(Math.max(1, Math.ceil(error.retryAfter / 1000))));
  const { allow } = error.extra;
  if (error.code === 'METHOD_NOT_ALLOWED' && Array.isArray(allow)) headers.set('allow', allow.join(', '));
  const body = {
    type: 'about:blank',
    title: error.code,
    status,
    code: error.code,
    detail: reason ? messages.errors.scan[reason] : messages.errors[error.code],
    requestId,
    ...error.extra,
  };
  return new Response(JSON.stringify(body), { status, headers });
}
