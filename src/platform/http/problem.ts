import type { Locale } from '@/i18n/locale';
import { MESSAGES, type Messages } from '@/i18n/messages';
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
    case 'KEY_INVALID':
    case 'SECOND_FACTOR_CODE':
    case 'SECOND_FACTOR_ENDED':
      return 401;
    case 'FORBIDDEN':
    case 'SETUP_CODE':
    case 'KEY_REFUSED':
    case 'INVITATION_EMAIL':
    case 'VENUE_SUSPENDED':
    case 'SECOND_FACTOR_REQUIRED':
    case 'EMAIL_NEEDED':
    case 'CODE_NEEDED':
    case 'CODE_WRONG':
      return 403;
    case 'NOT_FOUND':
      return 404;
    case 'METHOD_NOT_ALLOWED':
      return 405;
    case 'ACCOUNT_CHANGED':
    case 'VERSION_CONFLICT':
    case 'TRANSITION_NOT_ALLOWED':
    case 'UNDO_EXPIRED':
    case 'NOT_COUNTABLE':
    case 'LATENESS_CLOSED':
    case 'ARRIVAL_CLOSED':
    case 'CANCELLATION_CLOSED':
    case 'HAS_ARRIVALS':
    case 'OTHER_DAY':
    case 'NIGHT_CLOSED':
    case 'RESERVATION_DELETED':
    case 'COUNT_BELOW_ZERO':
    case 'CAPACITY':
    case 'VENUE_FULL':
    case 'NONCE_REUSED':
    case 'IDEMPOTENCY_KEY_REUSED':
    case 'SETUP_DONE':
    case 'LAST_OWNER':
    case 'SLUG_TAKEN':
    case 'ROLE_NAME_TAKEN':
    case 'ROLE_IN_USE':
    case 'NAME_TAKEN':
    case 'TABLE_TAKEN':
    case 'BOOKINGS_STRANDED':
    case 'SLOT_TAKEN':
    case 'HOLD_RENEWED':
    case 'BOOKING_CLOSED':
    case 'PARTY_TOO_LARGE':
    case 'POLICY_CHANGED':
    case 'IMPORT_RUNNING':
    case 'ENTRY_CLOSED':
    case 'WAITLIST_FULL':
    case 'GATE_NAME_TAKEN':
    case 'ALREADY_MEMBER':
    case 'EMAIL_TAKEN':
    case 'SECOND_FACTOR_CHANGED':
    case 'MESSAGE_CLOSED':
      return 409;
    case 'HOLD_EXPIRED':
    case 'CODE_ENDED':
    case 'LINK_USED':
    case 'LINK_REVOKED':
    case 'LINK_EXPIRED':
      return 410;
    case 'PAYLOAD_TOO_LARGE':
      return 413;
    case 'UNSUPPORTED_MEDIA_TYPE':
      return 415;
    case 'MISDIRECTED':
      return 421;
    case 'ACCENT_CONTRAST':
    case 'LOGO_REFUSED':
    case 'IMPORT_REFUSED':
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

/** Any thrown value as a DomainError; an unexpected one becomes INTERNAL, and its text is not part of the answer. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isStorageFull(error)) return new DomainError('STORAGE_FULL', { cause: error, retryAfter: 5000 });
  if (isDatabaseUnavailable(error)) return new DomainError('OVERLOADED', { cause: error, retryAfter: 1000 });
  return new DomainError('INTERNAL', { cause: error });
}

/** The sentence for a reason that has its own. */
function sentenceOf(value: unknown, sentences: Messages['errors']['scan']): string | undefined {
  return Object.entries(sentences).find(([reason]) => reason === value)?.[1];
}

/** RFC 9457: `type`, `title`, `status`, plus `code` (closed), `detail` (a sentence for a person, in their language) and `requestId`. */
export function problemResponse(error: DomainError, requestId: string, locale: Locale): Response {
  const { code } = error;
  const { errors } = MESSAGES[locale];
  const isOfCount = code === 'SCAN_REFUSED' || code === 'NOT_COUNTABLE';
  const sentence = isOfCount ? sentenceOf(error.extra.reason, errors.scan) : undefined;
  const status = isOfCount && error.extra.reason === 'FORBIDDEN' ? 403 : statusOf(error.code);
  const headers = new Headers({
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': locale,
    'cache-control': 'no-store',
    'x-request-id': requestId,
  });
  if (error.retryAfter !== undefined)
    headers.set('retry-after', String(Math.max(1, Math.ceil(error.retryAfter / 1000))));
  if (code === 'KEY_INVALID') headers.set('www-authenticate', 'Bearer error="invalid_token"');
  const { allow } = error.extra;
  if (error.code === 'METHOD_NOT_ALLOWED' && Array.isArray(allow)) headers.set('allow', allow.join(', '));
  const body = {
    type: 'about:blank',
    title: error.code,
    status,
    code: error.code,
    detail: sentence ?? errors[code],
    requestId,
    ...error.extra,
  };
  return new Response(JSON.stringify(body), { status, headers });
}
