import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'use-intl';
import { RealtimeSettingsProvider } from '@/app/live/realtime-settings';
import { useReservasOptimized } from '@/app/reservas/hooks/useReservasOptimized';
import type { UseReservasOptimizedResult } from '@/app/reservas/types/reservas-hook';
import { MESSAGES } from '@/i18n/messages';
import { intendCount } from '@/modules/attendance/client/count';
import { CountQueue } from '@/modules/attendance/client/count-queue';
import { CountStore, type StorePage } from '@/modules/attendance/client/count-store';
import { sendCount } from '@/modules/attendance/client/send-count';
import type { TabLock } from '@/modules/attendance/client/tab-lock';
import { custodyApi } from '@/modules/custody/client/custody-api';
import { actAs, onAccountLost } from '@/platform/browser/account';
import { createQueryClient } from '@/platform/browser/query-client';

/** One tab's page, made for one account. Import this file anew for each tab: a page has modules of its own. */
export function openPage(
  businessId: string,
  account: string,
  { storage, lock, onLost }: { storage: StorePage; lock: TabLock; onLost: () => void },
) {
  const page: { result: UseReservasOptimizedResult | null } = { result: null };
  const root = createRoot(document.createElement('div'));
  const queryClient = createQueryClient();
  actAs(account);
  const queue = new CountQueue(new CountStore(storage), lock);
  queue.open({ accountId: account, send: sendCount, sync: custodyApi.sync, onAnswer: () => {} });
  const stopListening = onAccountLost(onLost);

  function Screen() {
    page.result = useReservasOptimized({ businessId, showToasts: false });
    return null;
  }

  root.render(
    <IntlProvider locale="es" messages={MESSAGES.es} timeZone="UTC">
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
    /** Somebody taps +1 on a row: the nonce of that intention; null when there is no row. */
    tap: (pick: number) => {
      const rows = page.result?.reservas ?? [];
      const row = rows[pick % Math.max(1, rows.length)];
      if (!row) return null;
      const author = { id: account, name: account };
      const target = { reservationId: row.id };
      const count = intendCount({ businessId, venue: null, author, target, increment: 1, label: null });
      void queue.add(count);
      return count.nonce;
    },
    close: () => {
      stopListening();
      queue.close();
      root.unmount();
      queryClient.clear();
    },
  };
}
export type Page = ReturnType<typeof openPage>;
