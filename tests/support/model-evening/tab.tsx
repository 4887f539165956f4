import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'use-intl';
import { actAs, onAccountLost } from '@/app/_client/account';
import { createQueryClient } from '@/app/_client/query-client';
import { RealtimeSettingsProvider } from '@/app/_client/realtime-settings';
import { useReservasOptimized } from '@/app/reservas/hooks/useReservasOptimized';
import type { UseReservasOptimizedResult } from '@/app/reservas/types/reservas-hook';
import { messages } from '@/i18n/messages';

/** One tab's page, made for one account. Import this file anew for each tab: a page has modules of its own. */
export function openPage(businessId: string, account: string, onLost: () => void) {
  const page: { result: UseReservasOptimizedResult | null } = { result: null };
  const root = createRoot(document.createElement('div'));
  const queryClient = createQueryClient();
  actAs(account);
  const stopListening = onAccountLost(onLost);

  function Screen() {
    page.result = useReservasOptimized({ businessId, showToasts: false });
    return null;
  }

  root.render(
    <IntlProvider locale="es" messages={messages} timeZone="UTC">
      <QueryClientProvider client={queryClient}>
        <RealtimeSettingsProvider sseEnabled userId={account}>
          <Screen />
        </RealtimeSettingsProvider>
      </QueryClientProvider>
    </IntlProvider>,
  );
  return {
    account,
    queryClient,
    now: () => page.result,
    close: () => {
      stopListening();
      root.unmount();
      queryClient.clear();
    },
  };
}
export type Page = ReturnType<typeof openPage>;
