import '../../../../tests/support/rendered';
import '../hooks/dom.fixture';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'use-intl';
import { afterEach, expect, test } from 'vitest';
import { RealtimeSettingsProvider } from '@/app/live/realtime-settings';
import { MESSAGES } from '@/i18n/messages';
import { createQueryClient } from '@/platform/browser/query-client';
import { DAYS } from '@/realtime/client/convergence.model';
import { heartbeat } from '@/realtime/client/wire.fixture';
import { takeRendered } from '../../../../tests/support/rendered';
import { openVenue, until } from '../hooks/venue.fixture';
import type { FreshnessStore } from '../types/realtime';
import { DayProvider, useDay } from './day-context';
import { DayList } from './day-list';
import { DayDetails, DayDialogs, DayHeading, DayIndicator } from './day-parts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

const VENUE = {
  businessId: 'b1',
  venue: { name: 'Azotea', slug: 'b1', timeZone: 'UTC', cutoffHour: 4, capacity: null, lateToleranceMinutes: 10 },
  role: 'HOST',
  userId: 'u1',
  shell: { venues: [], current: 'b1', userName: 'Sara' },
} as const;

/** The screen without its frame, of a venue whose day has `rows` reservations. */
async function openScreen(rows: number) {
  const venue = await openVenue();
  for (let row = 0; row < rows; row += 1) venue.database.run({ kind: 'create', pick: 0, value: row * 2 });
  const probe: { store: FreshnessStore | null; live: boolean } = { store: null, live: false };
  function Probe() {
    const { live } = useDay();
    probe.store = live.freshnessStore;
    probe.live = live.isRealtimeEnabled;
    return null;
  }
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  const queryClient = createQueryClient();
  root.render(
    <IntlProvider locale="es" messages={MESSAGES.es} timeZone="UTC">
      <QueryClientProvider client={queryClient}>
        <RealtimeSettingsProvider sseEnabled>
          <DayProvider {...VENUE} day={DAYS[0]}>
            <DayIndicator />
            <DayHeading />
            <DayList />
            <DayDetails />
            <DayDialogs />
            <Probe />
          </DayProvider>
        </RealtimeSettingsProvider>
      </QueryClientProvider>
    </IntlProvider>,
  );
  cleanups.push(() => {
    root.unmount();
    container.remove();
    queryClient.clear();
  });
  await until(() => expect(probe.live).toBe(true));
  await until(() => expect(container.querySelectorAll('[data-reservation-id]')).toHaveLength(rows));
  // The part that is loaded late: the day of this test is over.
  await until(() => expect(container.textContent).toContain(MESSAGES.es.reservas.summary.title));
  return { venue, container, freshness: () => probe.store?.read() };
}

test('a heartbeat renders nothing but what shows it', async () => {
  const { venue, freshness } = await openScreen(12);
  const before = freshness()?.lastMessageAt ?? 0;
  await until(() => expect(Date.now()).toBeGreaterThan(before));
  takeRendered();
  venue.server.send(heartbeat(12));
  await until(() => expect(freshness()?.lastMessageAt).toBeGreaterThan(before));
  expect(takeRendered()).toEqual([]);
});

test('an event renders one row, its hour and the figures', async () => {
  const { venue, container } = await openScreen(12);
  takeRendered();
  venue.write({ kind: 'scan', pick: 5 });
  await until(() => expect(container.querySelector('[data-status="CHECKED_IN"]')).not.toBeNull());
  const counted = takeRendered();
  const times = (name: string) => counted.filter((rendered) => rendered === name).length;
  expect.soft(times('ReservationRow')).toBe(1);
  expect.soft(times('Hour')).toBe(1);
  expect.soft(times('StatsStrip')).toBe(1);
  for (const still of ['DayBar', 'ConnectionIndicator', 'Dialogs', 'RowMenu']) expect.soft(times(still), still).toBe(0);
});
