import type { ErrorCode } from '@/domain/errors';

/** `NETWORK`: no answer came. `UNKNOWN`: something other than this server answered. */
export type ApiErrorCode = ErrorCode | 'NETWORK' | 'UNKNOWN';

/** A failed call. Screens choose their text by `code`; `problem` holds the whole document, such as the current row of a conflict. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: ApiErrorCode,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly problem: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
  }

  /** A sentence for a person, from the server; empty when there is none. */
  get detail(): string {
    return typeof this.problem.detail === 'string' ? this.problem.detail : '';
  }

  get requestId(): string | null {
    return typeof this.problem.requestId === 'string' ? this.problem.requestId : null;
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** The request outlives its page. */
  readonly keepalive?: boolean;
}

/** One call to our API. Throws ApiError, or the signal's reason when it was aborted. */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { method = 'GET', query = {}, body, headers = {}, signal, keepalive = false } = options;
  const search = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();
  let response: Response;
  try {
    response = await fetch(search ? `${path}?${search}` : path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
      keepalive,
    });
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw new ApiError('NETWORK', 0, {}, { cause });
  }
  const parsed = await readObject(response);
  if (response.ok && parsed) return parsed as T;
  const code = typeof parsed?.code === 'string' ? (parsed.code as ErrorCode) : 'UNKNOWN';
  throw new ApiError(code, response.status, parsed ?? {});
}

async function readObject(response: Response): Promise<Record<string, unknown> | null> {
  try {
    const value: unknown = await response.json();
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
