import { counter, histogram } from './registry';

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** One batch of a business's events, from the arrival of the oldest event at this process to the write to the last socket. */
export const fanOutSeconds = histogram(
  'aforo_fan_out_duration_seconds',
  "From an event's arrival at this process to the write to its last stream.",
  SECONDS,
);

export const commitToWriteSeconds = histogram(
  'aforo_commit_to_write_seconds',
  "From an event's timestamp, just before its commit, to the write to its first stream.",
  SECONDS,
);

export const batchEvents = histogram(
  'aforo_fan_out_batch_events',
  'Events that left in one write per stream.',
  [1, 2, 5, 10, 20, 50, 100, 200, 500],
);

export const httpRequests = counter('aforo_http_requests_total', 'Answered requests, streams left out.', {
  route: [],
  method: [],
  status: [],
});

export const httpSeconds = histogram(
  'aforo_http_request_duration_seconds',
  'Time to answer a request, streams left out.',
  SECONDS,
  ['route', 'method'],
);

/** The hub counts the limits of streams (streams.ts). */
const LIMITS = [
  'requests_per_business',
  'requests_per_user',
  'requests_per_key',
  'sign_in_device',
  'sign_in_pair',
  'sign_in_account',
  'sign_in_address',
  'setup_code',
  'link',
  'recovery_asked',
  'audits_per_account',
  'reports_per_account',
  'lateness_per_pass',
  'status_per_pass',
  'pictures_per_pass',
  'template_test',
  'booking_reads',
  'booking_address',
  'booking_contact',
] as const;
export type RequestLimit = (typeof LIMITS)[number];

export const limitsHit = counter('aforo_limits_hit_total', 'Requests refused by a limit.', {
  limit: LIMITS,
});

export const signInFailures = counter('aforo_sign_in_failures_total', 'Attempts to sign in with wrong credentials.');

export const querySeconds = histogram('aforo_db_query_duration_seconds', 'Time that a query took.', SECONDS);

export const queryErrors = counter('aforo_db_errors_total', 'Failed queries by SQLSTATE class; "none" without one.', {
  class: ['none', '08', '23', '40', '53', '57'],
});

export const transactionRetries = counter(
  'aforo_db_transaction_retries_total',
  'Transactions run again after a serialisation failure or deadlock.',
);

/** Reported by browsers: a failed attempt to reconnect. */
export const clientReconnectFailures = counter(
  'aforo_client_reconnect_failures_total',
  'Failed reconnections that browsers reported.',
);
