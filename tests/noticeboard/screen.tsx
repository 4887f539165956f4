import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'use-intl';
import { RealtimeSettingsProvider } from '@/app/live/realtime-settings';
import { useCollection } from '@/app/reservas/hooks/useCollection';
import { useVenueStream } from '@/app/reservas/hooks/useVenueStream';
import { MESSAGES } from '@/i18n/messages';
import { createQueryClient } from '@/platform/browser/query-client';
import { NOTICES } from './client/collection';

interface ScreenProps {
  businessId: string;
  show: (shown: ReturnType<typeof useNotices>) => void;
}

function useNotices(businessId: string) {
  const stream = useVenueStream({ businessId, enabled: true, showToasts: false });
  return useCollection(NOTICES, { businessId, args: null, enabled: true, stream });
}

function Screen({ businessId, show }: ScreenProps) {
  show(useNotices(businessId));
  return null;
}

/** A screen that shows the notices, for whoever `connectTo` names. */
export function mountScreen(businessId: string) {
  let shown: ReturnType<typeof useNotices> | undefined;
  const root = createRoot(document.createElement('div'));
  const client = createQueryClient();
  root.render(
    <StrictMode>
      <IntlProvider locale="es" messages={MESSAGES.es} timeZone="UTC">
        <QueryClientProvider client={client}>
          <RealtimeSettingsProvider sseEnabled>
            <Screen
              businessId={businessId}
              show={(now) => {
                shown = now;
              }}
            />
          </RealtimeSettingsProvider>
        </QueryClientProvider>
      </IntlProvider>
    </StrictMode>,
  );
  return {
    now: () => shown,
    rows: () => shown?.list?.rows ?? [],
    unmount: () => {
      root.unmount();
      client.clear();
    },
  };
}
