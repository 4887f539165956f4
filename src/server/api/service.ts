import { z } from 'zod';
import { handled, jsonResponse, parseInput } from '@/modules/access/route';
import { DomainError } from '@/platform/errors';
import { readBody } from '@/platform/http/request-input';
import { THEME_COOKIE, THEMES } from '@/ui/theme-cookie';
import { scrape } from '../metrics/scrape';
import { isReady } from '../start';
import { endpoint } from './endpoint';

/** Liveness: the process answers. Asks nothing of the database, whose outage a restart would not mend. */
export const health = endpoint('/api/health', {
  GET: async () => Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } }),
});

/** Readiness: started, not draining, and the database answers. */
export const ready = endpoint('/api/ready', {
  GET: handled(async () => {
    if (!(await isReady())) throw new DomainError('OVERLOADED', { retryAfter: 2_000 });
    return jsonResponse({ status: 'ready' });
  }),
});

/** For Prometheus: `Authorization: Bearer METRICS_TOKEN`. */
export const metrics = endpoint('/api/metrics', { GET: handled(scrape) });

const Choice = z.strictObject({ theme: z.enum(THEMES) });
const YEAR = 60 * 60 * 24 * 365;

/** Remembers the choice of light or dark, so that the server renders it and nothing flashes. */
export const theme = endpoint('/api/theme', {
  PUT: handled(async (request) => {
    const choice = parseInput(Choice, await readBody(request));
    const seconds = choice.theme === 'system' ? 0 : YEAR;
    const cookie = `${THEME_COOKIE}=${choice.theme}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
    return jsonResponse({ theme: choice.theme }, 200, { 'set-cookie': cookie });
  }),
});

const refuse = handled(async () => {
  throw new DomainError('NOT_FOUND');
});

/** No such address: a problem document instead of a page. */
export const unknown = endpoint('/api/[...path]', {
  GET: refuse,
  POST: refuse,
  PUT: refuse,
  PATCH: refuse,
  DELETE: refuse,
});
