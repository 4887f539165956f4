import { RESERVATION_SCHEMAS } from '@/modules/reservations/wire';
import { browserEnvironment } from '@/realtime/client/environment';
import { SharedStream } from '@/realtime/client/shared-stream';
import type { StreamHandlers, StreamSource } from '@/realtime/client/state';
import { EventStream } from '@/realtime/client/stream';
import { browserTab } from '@/realtime/client/tab';
import { ACCOUNT_HEADER } from '@/realtime/protocol/account';
import { REALTIME_CONFIG } from './realtime-config';
import { reportOutages } from './report-outages';

/**
 * The stream of one business for this tab, not yet started: the one that all tabs of `userId` share, or its own when
 * the user is not known or when the browser's tabs cannot exchange messages.
 */
export function openSource(businessId: string, userId: string | null, handlers: StreamHandlers): StreamSource {
  const { endpoint, reconnection } = REALTIME_CONFIG.sse;
  const environment = browserEnvironment();
  const openStream = (own: StreamHandlers) => {
    const stream = new EventStream({
      endpoint,
      healthUrl: '/api/health',
      businessId,
      headers: userId === null ? {} : { [ACCOUNT_HEADER]: userId },
      delays: reconnection.delays,
      maxAttempts: reconnection.maxAttempts,
      environment,
      schemas: RESERVATION_SCHEMAS,
      handlers: own,
    });
    reportOutages(businessId, stream);
    return stream;
  };
  const tab = userId === null ? null : browserTab();
  if (!tab) return openStream(handlers);
  // Tabs that use another version of these messages cannot be understood, so the version number is part of the name.
  return new SharedStream({ name: `aforo-stream:3:${businessId}:${userId}`, tab, environment, openStream, handlers });
}
