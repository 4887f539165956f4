import { pino } from 'pino';
import { env } from './env';
import { shared } from './shared';

/** Structured JSON on standard output. Never pass names, phones, e-mails, tokens or request bodies. */
export function log() {
  return shared('log', () =>
    pino({
      level: env().LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['headers.cookie', 'headers.authorization', 'password', 'token'],
    }),
  );
}
