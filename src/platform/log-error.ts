/** The parts of an error that a log line contains. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  /** SQLSTATE, or the system's error code. */
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: LoggedError;
}

/** Deep enough for the driver's error, inside the ORM's, inside the auth library's. */
const MAX_CAUSES = 4;
const MAX_FRAMES = 8;
const MAX_FRAME = 250;
/** Maximum length of every text in a line, in characters: the content of a request must not fill the disk through the log. */
const MAX_TEXT = 1_000;
/** Maximum number of members of an object or list. */
const MAX_MEMBERS = 20;

/**
 * An error without the values that it was about. The ORM writes a failed statement's parameters (names, phones, session tokens)
 * into its message and its fields, and the database writes them into `detail`: only what is listed here is kept.
 */
export function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an Error', frames: [] };
  const { name, message, stack = '', cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: cut(String(name), MAX_FRAME),
    message: cut(withoutParameters(String(message))),
    ...(code === undefined ? {} : { code: cut(code, MAX_FRAME) }),
    frames: frames.slice(0, MAX_FRAMES).map((line) => cut(line.trim(), MAX_FRAME)),
    ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

/**
 * The arguments of a log call with every text and list bounded; errors are bounded by `describeError`. A call without a message
 * gets one, since the logger would otherwise use the error's own message.
 */
export function boundLine(args: readonly unknown[]): unknown[] {
  const [first, message = 'error', ...rest] = args;
  const about = first instanceof Error ? { err: first } : first;
  const values = typeof about === 'string' ? args : [about, message, ...rest];
  return values.map((value) =>
    isPlain(value) ? mapMembers(value, (inner) => boundValue(inner, MAX_TEXT)) : boundValue(value, MAX_TEXT),
  );
}

function boundValue(value: unknown, length: number): unknown {
  if (typeof value === 'string') return cut(value, length);
  if (Array.isArray(value)) return value.slice(0, MAX_MEMBERS).map((inner) => boundFlat(inner));
  return isPlain(value) ? mapMembers(value, boundFlat) : value;
}

/** Deeper values are not logged. */
function boundFlat(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? '…' : boundValue(value, MAX_FRAME);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Error);
}

function mapMembers(value: object, bound: (inner: unknown) => unknown): object {
  const entries = Object.entries(value).slice(0, MAX_MEMBERS);
  return Object.fromEntries(entries.map(([key, inner]) => [cut(key, MAX_FRAME), bound(inner)]));
}

function cut(text: string, length = MAX_TEXT): string {
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length})`;
}

/**
 * The parameters are last in the ORM's message, one of them may contain line breaks, and a message that wraps it continues after them.
 */
function withoutParameters(message: string): string {
  return message.split(/\nparams: ?/)[0] ?? '';
}
