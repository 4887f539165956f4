import { createHash, timingSafeEqual } from 'node:crypto';
import { env } from '@/platform/env';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { registerProcess } from '@/platform/metrics/process';
import { registry } from '@/platform/metrics/registry';
import { registerBus } from './bus';
import { registerStreams } from './streams';
import '@/platform/metrics/instruments';

/** Makes every metric known; what costs while nobody asks starts here (the event loop's probe, the collector's observer). */
export function registerMetrics(): void {
  registerProcess();
  registerStreams();
  registerBus();
}

/**
 * The figures of this process in Prometheus's text format, for who bears METRICS_TOKEN. Without that variable there is no such
 * address (NOT_FOUND). Throws UNAUTHENTICATED for another token.
 */
export async function scrape(request: ApiRequest): Promise<Response> {
  const { METRICS_TOKEN } = env();
  if (METRICS_TOKEN === undefined) throw new DomainError('NOT_FOUND');
  const [scheme, token = ''] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !isSame(token, METRICS_TOKEN)) throw new DomainError('UNAUTHENTICATED');
  return new Response(await registry().metrics(), { headers: { 'content-type': registry().contentType } });
}

/** Takes as long for any wrong token. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
