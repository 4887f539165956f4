import * as z from 'zod';
import { handled, jsonResponse, parseInput } from '@/modules/access/route';
import { DomainError } from '@/platform/errors';
import { readBody } from '@/platform/http/request-input';
import { THEME_COOKIE, THEMES } from '@/ui/theme-cookie';
import { scrape } from '../metrics/scrape';
import { isReady } from '../start';
import { endpoint } from './endpoint';
import { operation } from './operation';

/**
 * Liveness: the process answers. It does not query the database, because a restart would not repair a database outage.
 */
export const health = endpoint('/api/health', {
  GET: operation({
    actor: 'public',
    input: null,
    output: z.object({ status: z.literal('ok') }),
    serve: async () => Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } }),
  }),
});

/** Readiness: started, not draining, and the database answers. */
export const ready = endpoint('/api/ready', {
  GET: operation({
    actor: 'public',
    input: null,
    output: z.object({ status: z.literal('ready') }),
    serve: handled(async () => {
      if (!(await isReady())) throw new DomainError('OVERLOADED', { retryAfter: 2_000 });
      return jsonResponse({ status: 'ready' });
    }),
  }),
});

/** For Prometheus: `Authorization: Bearer METRICS_TOKEN`. */
export const metrics = endpoint('/api/metrics', {
  GET: operation({ actor: 'public', input: null, output: null, serve: handled(scrape) }),
});

const Choice = z.strictObject({ theme: z.enum(THEMES) });
const YEAR = 60 * 60 * 24 * 365;

/** Stores the choice of light or dark in a cookie, so that the server renders it and the page does not flash. */
export const theme = endpoint('/api/theme', {
  PUT: operation({
    actor: 'public',
    input: Choice,
    output: Choice,
    serve: handled(async (request) => {
      const choice = parseInput(Choice, await readBody(request));
      const seconds = choice.theme === 'system' ? 0 : YEAR;
      const cookie = `${THEME_COOKIE}=${choice.theme}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
      return jsonResponse({ theme: choice.theme }, 200, { 'set-cookie': cookie });
    }),
  }),
});

const refuse = operation({
  actor: 'public',
  input: null,
  output: null,
  serve: handled(async () => {
    throw new DomainError('NOT_FOUND');
  }),
});

/** An unknown address: answers a problem document instead of a page. */
export const unknown = endpoint('/api/[...path]', {
  GET: refuse,
  POST: refuse,
  PUT: refuse,
  PATCH: refuse,
  DELETE: refuse,
});
