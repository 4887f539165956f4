import { browserEnvironment } from '@/realtime/client/environment';
import type { StreamHandlers, StreamSource } from '@/realtime/client/state';
import { EventStream } from '@/realtime/client/stream';
import { REALTIME_CONFIG } from './realtime-config';

/** The stream of one business for this tab, not yet started. */
export function openSource(businessId: string, handlers: StreamHandlers): StreamSource {
  const { endpoint, reconnection } = REALTIME_CONFIG.sse;
  return new EventStream({
    endpoint,
    healthUrl: '/api/health',
    businessId,
    delays: reconnection.delays,
    maxAttempts: reconnection.maxAttempts,
    environment: browserEnvironment(),
    handlers,
  });
}
