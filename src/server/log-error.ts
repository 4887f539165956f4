/** What a log line keeps of an error. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  /** SQLSTATE, or what the system calls it. */
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: LoggedError;
}

/** Deep enough for the driver's error inside the ORM's inside the auth library's. */
const MAX_CAUSES = 4;
const MAX_FRAMES = 12;

/**
 * An error without the values it was about. The ORM writes a failed statement's parameters (names, phones, session tokens)
 * into its message and its fields, and the database writes them into `detail`: only what is listed here is kept.
 */
export function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an Error', frames: [] };
  const { name, message, stack = '', cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: name,
    message: withoutParameters(message),
    ...(code === undefined ? {} : { code }),
    frames: frames.slice(0, MAX_FRAMES).map((line) => line.trim()),
    ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

/** They stand last in the ORM's message, one may hold line breaks, and a message that wraps it goes on behind them. */
function withoutParameters(message: string): string {
  return message.split(/\nparams: ?/)[0] ?? '';
}
