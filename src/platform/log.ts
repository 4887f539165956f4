import { type LoggerOptions, pino } from 'pino';
import { env } from './env';
import { boundLine, describeError } from './log-error';
import { shared } from './shared';

/** Bytes of unwritten lines above which new lines are dropped. */
const MAX_UNWRITTEN = 16 * 1024 * 1024;
/** Lines are written in batches of this many bytes, and at least once per BATCH_MS: one write per line costs more than the line. */
const BATCH = 8 * 1024;
const BATCH_MS = 50;

/**
 * Structured JSON on standard output, with every text bounded. Never pass names, phones, e-mails, tokens or request bodies.
 * Lines are written asynchronously: a reader that stalls must not stop every stream. They are flushed at exit.
 */
export function log() {
  return shared('log', () =>
    pino(
      { ...LINE, level: env().LOG_LEVEL },
      pino.destination({ dest: 1, sync: false, maxLength: MAX_UNWRITTEN, minLength: BATCH, periodicFlush: BATCH_MS }),
    ),
  );
}

/** How the arguments of a call are changed. */
export const LINE = {
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: (error: unknown) => describeError(error) },
  hooks: {
    logMethod(args, write) {
      write.apply(this, boundLine(args) as typeof args);
    },
  },
  redact: ['headers.cookie', 'headers.authorization', 'password', 'token'],
} satisfies LoggerOptions;

/** What other code prints to the console becomes lines of the log; errors lose the values that they were about. */
export function captureConsole(): void {
  const lineOf = (args: readonly unknown[]) => ({
    source: 'console',
    err: args.find((arg) => arg instanceof Error),
    text: args.filter((arg) => typeof arg === 'string').join(' '),
  });
  console.error = (...args: unknown[]) => log().error(lineOf(args), 'printed');
  console.warn = (...args: unknown[]) => log().warn(lineOf(args), 'printed');
  console.log = (...args: unknown[]) => log().info(lineOf(args), 'printed');
}
