/** Every way in which a request can fail, as clients see it. The texts for people are in i18n, by code. */
export const ERROR_CODES = [
  'BAD_REQUEST',
  'VALIDATION',
  'BUSINESS_REQUIRED',
  'UNAUTHENTICATED',
  'INVALID_CREDENTIALS',
  'ACCOUNT_CHANGED',
  'KEY_INVALID',
  'KEY_REFUSED',
  'FORBIDDEN',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'VERSION_CONFLICT',
  'TRANSITION_NOT_ALLOWED',
  'UNDO_EXPIRED',
  'NOT_COUNTABLE',
  'LATENESS_CLOSED',
  'ARRIVAL_CLOSED',
  'CANCELLATION_CLOSED',
  'HAS_ARRIVALS',
  'OTHER_DAY',
  'NIGHT_CLOSED',
  'RESERVATION_DELETED',
  'COUNT_BELOW_ZERO',
  'CAPACITY',
  'VENUE_FULL',
  'NONCE_REUSED',
  'IDEMPOTENCY_KEY_REUSED',
  'SCAN_REFUSED',
  'LAST_OWNER',
  'SLUG_TAKEN',
  'ROLE_NAME_TAKEN',
  'ROLE_IN_USE',
  'GATE_NAME_TAKEN',
  'NAME_TAKEN',
  'TABLE_TAKEN',
  'BOOKINGS_STRANDED',
  'SLOT_TAKEN',
  'HOLD_EXPIRED',
  'HOLD_RENEWED',
  'BOOKING_CLOSED',
  'PARTY_TOO_LARGE',
  'POLICY_CHANGED',
  'EMAIL_NEEDED',
  'CODE_NEEDED',
  'CODE_WRONG',
  'CODE_ENDED',
  'IMPORT_REFUSED',
  'IMPORT_RUNNING',
  'ENTRY_CLOSED',
  'WAITLIST_FULL',
  'ACCENT_CONTRAST',
  'LOGO_REFUSED',
  'VENUE_SUSPENDED',
  'SECOND_FACTOR_REQUIRED',
  'SECOND_FACTOR_CODE',
  'SECOND_FACTOR_ENDED',
  'SECOND_FACTOR_CHANGED',
  'ALREADY_MEMBER',
  'EMAIL_TAKEN',
  'INVITATION_EMAIL',
  'LINK_USED',
  'LINK_REVOKED',
  'LINK_EXPIRED',
  'MESSAGE_CLOSED',
  'SETUP_DONE',
  'SETUP_CODE',
  'MISDIRECTED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'RATE_LIMITED',
  'REALTIME_DISABLED',
  'OVERLOADED',
  'STORAGE_FULL',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface ErrorDetails {
  /** Members added to the problem document, such as the current row of a conflict. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Milliseconds; becomes the Retry-After header. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** Thrown when the work must stop and its transaction roll back. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly extra: Readonly<Record<string, unknown>>;
  readonly retryAfter: number | undefined;

  constructor(
    readonly code: ErrorCode,
    details: ErrorDetails = {},
  ) {
    super(code, { cause: details.cause });
    this.extra = details.extra ?? {};
    this.retryAfter = details.retryAfter;
  }
}
