import { createHash, timingSafeEqual } from 'node:crypto';
import { env } from '@/platform/env';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { registerJobs } from '@/platform/metrics/jobs';
import { registerProcess } from '@/platform/metrics/process';
import { registry } from '@/platform/metrics/registry';
import { registerBus } from './bus';
import { registerStreams } from './streams';
import '@/platform/metrics/instruments';

/**
 * Registers every metric; the measurements that run all the time start here (the event loop's probe, the collector's
 * observer).
 */
export function registerMetrics(): void {
  registerProcess();
  registerStreams();
  registerBus();
  registerJobs();
}

/**
 * The metrics of this process in Prometheus's text format, for a request with METRICS_TOKEN as its bearer token.
 * Without that variable the address does not exist (NOT_FOUND). Throws UNAUTHENTICATED for another token.
 */
export async function scrape(request: ApiRequest): Promise<Response> {
  const { METRICS_TOKEN } = env();
  if (METRICS_TOKEN === undefined) throw new DomainError('NOT_FOUND');
  const [scheme, token = ''] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !isSame(token, METRICS_TOKEN)) throw new DomainError('UNAUTHENTICATED');
  return new Response(await registry().metrics(), { headers: { 'content-type': registry().contentType } });
}

/** Takes the same time for every wrong token. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
