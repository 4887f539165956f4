import type * as z from 'zod/mini';
import { ACCOUNT_HEADER } from '@/realtime/protocol/account';
import { CLOCK_HEADER } from '@/realtime/protocol/clock';
import { ERROR_CODES, type ErrorCode } from '../errors';
import { currentAccount, reportAccountLost } from './account';

/** `NETWORK`: no answer arrived. `UNKNOWN`: something other than this server answered, such as a portal or a firewall. */
export type ApiErrorCode = ErrorCode | 'NETWORK' | 'UNKNOWN';

interface ApiErrorOptions extends ErrorOptions {
  readonly retryAfter?: number | null;
  readonly underWay?: boolean;
}

/**
 * A failed call. Screens choose their text by `code`; `problem` is the whole document, including for example the current row of a
 * conflict.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Seconds to wait, when the server gave a time. */
  readonly retryAfter: number | null;
  /** The request continues after its deadline, and its answer may still arrive. */
  readonly underWay: boolean;

  constructor(
    readonly code: ApiErrorCode,
    /** HTTP status; 0 when no answer arrived. */
    readonly status: number,
    readonly problem: Readonly<Record<string, unknown>> = {},
    { retryAfter = null, underWay = false, ...options }: ApiErrorOptions = {},
  ) {
    super(code, options);
    this.retryAfter = retryAfter;
    this.underWay = underWay;
  }

  /** A sentence for a person, from the server; empty when there is none. */
  get detail(): string {
    return typeof this.problem.detail === 'string' ? this.problem.detail : '';
  }

  get requestId(): string | null {
    return typeof this.problem.requestId === 'string' ? this.problem.requestId : null;
  }

  /** The server has not decided: the same call may succeed later. */
  get mayPass(): boolean {
    return this.code === 'NETWORK' || this.code === 'UNKNOWN' || this.status === 429 || this.status >= 500;
  }
}

export interface RequestOptions<T> {
  /**
   * The schema of a success, or a function that reads one and throws when it is none: a body that does not match is not from this
   * server.
   */
  readonly answer: z.ZodMiniType<T> | ((body: unknown) => T);
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** The request continues after its page is closed. */
  readonly keepalive?: boolean;
  /** The account for which the request is made; by default the page's. */
  readonly account?: string | null;
  /** Milliseconds without a byte after which the caller gets the error that no answer arrived. */
  readonly deadline?: number;
  /**
   * Receives what arrives after the deadline: the answer, or a promise that fails with ApiError. Without it the request ends at
   * the deadline.
   */
  readonly onLate?: ((answer: Promise<T>) => void) | undefined;
}

const DEADLINE_MS = 15_000;
/** A request without an answer after this time is aborted. */
const LIFE_MS = 120_000;

/**
 * One call to our API. Throws ApiError, or the signal's reason when it was aborted. Only what this server can have written is
 * accepted as its answer: a success that parses, or a problem document with a code of ours.
 */
export function requestJson<T>(path: string, options: RequestOptions<T>): Promise<T> {
  const { signal, deadline = DEADLINE_MS, onLate } = options;
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const request = new AbortController();
    let late = false;
    const giveUp = () => {
      late = true;
      reject(new ApiError('NETWORK', 0, {}, { underWay: onLate !== undefined }));
      if (!onLate) request.abort();
    };
    let silence = setTimeout(giveUp, deadline);
    const life = setTimeout(() => request.abort(), LIFE_MS);
    const renew = () => {
      clearTimeout(silence);
      if (!late) silence = setTimeout(giveUp, deadline);
    };
    const abort = () => {
      request.abort();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    const answer = send(path, options, request.signal, renew).finally(() => {
      clearTimeout(silence);
      clearTimeout(life);
      signal?.removeEventListener('abort', abort);
      if (late) onLate?.(answer);
    });
    answer.then(resolve, reject);
  });
}

async function send<T>(path: string, options: RequestOptions<T>, signal: AbortSignal, onBytes: () => void): Promise<T> {
  const { account = currentAccount() } = options;
  let response: Response;
  let text: string;
  try {
    response = await fetch(urlOf(path, options.query), { ...initOf(options, account), signal });
    text = await readText(response, onBytes);
  } catch (cause) {
    throw new ApiError('NETWORK', 0, {}, { cause });
  }
  if (!response.ok) throw refusalOf(response, text, account);
  const owner = response.headers.get(ACCOUNT_HEADER);
  if (account !== null && owner !== null && owner !== account) throw accountLost('ACCOUNT_CHANGED', 409, {}, account);
  const { answer } = options;
  try {
    const body = parseJson(text);
    return typeof answer === 'function' ? answer(body) : answer.parse(body);
  } catch (cause) {
    throw new ApiError('UNKNOWN', response.status, {}, { cause });
  }
}

function urlOf(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

type Init = Pick<RequestOptions<unknown>, 'method' | 'body' | 'headers' | 'keepalive'>;

function initOf({ method = 'GET', body, headers, keepalive = false }: Init, account: string | null) {
  return {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(account === null ? {} : { [ACCOUNT_HEADER]: account }),
      [CLOCK_HEADER]: new Date().toISOString(),
      ...headers,
    },
    credentials: 'same-origin',
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    keepalive,
  } satisfies RequestInit;
}

/** Reads the body and reports each piece: a slow connection is not a dead one. */
async function readText(response: Response, onBytes: () => void): Promise<string> {
  onBytes();
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    onBytes();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Problem extends Record<string, unknown> {
  readonly code: ErrorCode;
}

function isProblem(body: unknown): body is Problem {
  return ERROR_CODES.some((code) => code === (body as Partial<Problem> | null | undefined)?.code);
}

/**
 * A refusal of this server is a problem document with a code that this version knows; any other is UNKNOWN. Whichever server
 * refuses, the time that it asks to wait is kept.
 */
export function refusalOf({ status, headers }: Response, text: string, account: string | null): ApiError {
  const retryAfter = secondsToWait(headers.get('retry-after'));
  const isTyped = /^application\/problem\+json\s*(;|$)/i.test(headers.get('content-type') ?? '');
  const problem = isTyped ? parseJson(text) : undefined;
  if (!isProblem(problem)) return new ApiError('UNKNOWN', status, {}, { retryAfter });
  const { code } = problem;
  return code === 'UNAUTHENTICATED' || code === 'ACCOUNT_CHANGED'
    ? accountLost(code, status, problem, account)
    : new ApiError(code, status, problem, { retryAfter });
}

/** The seconds of a Retry-After header, which holds seconds or a date; null when it holds neither, or no wait. */
function secondsToWait(header: string | null): number | null {
  const wait = header === null ? Number.NaN : Number(header);
  const seconds = Number.isNaN(wait) ? (Date.parse(header ?? '') - Date.now()) / 1000 : wait;
  return seconds > 0 ? Math.ceil(seconds) : null;
}

function accountLost(code: ErrorCode, status: number, problem: Record<string, unknown>, account: string | null) {
  if (account !== null && account === currentAccount()) reportAccountLost();
  return new ApiError(code, status, problem);
}
