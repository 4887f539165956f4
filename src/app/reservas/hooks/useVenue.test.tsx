import './dom.fixture';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import { RealtimeSettingsProvider } from '@/app/live/realtime-settings';
import { MESSAGES } from '@/i18n/messages';
import type { VenueFacts } from '@/modules/access/client/me-api';
import { createQueryClient } from '@/platform/browser/query-client';
import { DAYS } from '@/realtime/client/convergence.model';
import type { StreamEvent } from '@/realtime/protocol/events';
import { useReservasOptimized } from './useReservasOptimized';
import { useVenue } from './useVenue';
import { openVenue, until } from './venue.fixture';

const OF_PAGE: VenueFacts = {
  ...{ name: 'Azotea', slug: 'azotea', timeZone: 'UTC', cutoffHour: 4 },
  ...{ capacity: null, lateToleranceMinutes: 10 },
};

test('a screen follows its venue: what changed while its page came, and what an event tells', async () => {
  const venue = await openVenue();
  let facts: VenueFacts = { ...OF_PAGE, capacity: 60 };
  const { api } = venue.server;
  venue.server.api = (request, response, url) => {
    if (url.pathname !== '/api/me') return api?.(request, response, url);
    const body = { user: { id: 'u1' }, memberships: [{ businessId: 'b1', role: 'HOST', ...facts }] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const shown: { facts: VenueFacts; live: boolean } = { facts: OF_PAGE, live: false };
  function Screen() {
    shown.facts = useVenue('b1', OF_PAGE);
    shown.live = useReservasOptimized({ businessId: 'b1', day: DAYS[0] }).isRealtimeEnabled;
    return null;
  }
  const root = createRoot(document.createElement('div'));
  const queryClient = createQueryClient();
  root.render(
    <IntlProvider locale="es" messages={MESSAGES.es} timeZone="UTC">
      <QueryClientProvider client={queryClient}>
        <RealtimeSettingsProvider sseEnabled>
          <Screen />
        </RealtimeSettingsProvider>
      </QueryClientProvider>
    </IntlProvider>,
  );
  expect(shown.facts).toEqual(OF_PAGE);
  await until(() => expect(shown).toEqual({ facts: { ...OF_PAGE, capacity: 60 }, live: true }));

  facts = { ...facts, name: 'Azotea Sur', slug: 'azotea-sur', timeZone: 'Europe/Madrid', lateToleranceMinutes: 25 };
  const seq = venue.database.head + 1;
  const changed = { type: 'venue-changed', businessId: 'b1', timestamp: new Date().toISOString(), seq };
  venue.server.send({ ...changed, id: 'b1', row: { id: 'b1', version: seq } } as unknown as StreamEvent);
  await until(() => expect(shown.facts).toEqual(facts));
  root.unmount();
  queryClient.clear();
});
