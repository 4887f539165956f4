import '../reservas/hooks/dom.fixture';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'use-intl';
import { afterEach, expect, test } from 'vitest';
import { RealtimeSettingsProvider } from '@/app/live/realtime-settings';
import { MESSAGES } from '@/i18n/messages';
import type { DiningTable } from '@/modules/tables/wire';
import { createQueryClient } from '@/platform/browser/query-client';
import { DAYS } from '@/realtime/client/convergence.model';
import { DayProvider, useDay } from '../reservas/components/day-context';
import { openVenue, until } from '../reservas/hooks/venue.fixture';
import { PlanBody } from './plan-body';
import type { View } from './views';

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
const tableOf = (id: string, plan: DiningTable['plan']): DiningTable => ({
  ...{ id, name: `Mesa ${id}`, zoneId: 'z', minSeats: 1, maxSeats: 4, priority: 0, channel: 'ONLINE', plan },
  ...{ active: true, version: 1 },
});
const LISTS = {
  zones: [{ id: 'z', name: 'Salón', place: 0, active: true, version: 1 }],
  tables: [tableOf('1', { shape: 'RECT', x: 4, y: 4, width: 10, height: 8, turn: 0 }), tableOf('2', null)],
  blocks: [],
  services: [],
};
const ROWS = 3;

async function openPlan(view: View): Promise<HTMLElement> {
  const venue = await openVenue();
  for (let row = 0; row < ROWS; row += 1) venue.database.run({ kind: 'create', pick: 0, value: row * 2 });
  function WhenRead() {
    return useDay().loaded ? <PlanBody view={view} onView={() => {}} lists={LISTS} /> : null;
  }
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  const queryClient = createQueryClient();
  root.render(
    <IntlProvider locale="es" messages={MESSAGES.es} timeZone="UTC">
      <QueryClientProvider client={queryClient}>
        <RealtimeSettingsProvider sseEnabled>
          <DayProvider {...VENUE} day={DAYS[0]}>
            <WhenRead />
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
  return container;
}

test('the time line has a line for each table, and a tray for who has none', async () => {
  const plan = await openPlan('line');
  await until(() => expect(plan.querySelectorAll('[data-line]')).toHaveLength(2));
  expect(plan.querySelector('[data-testid=plan-tray]')?.textContent).toContain('3 reservas sin mesa');
});

test('the floor draws the tables that are on a plan, and lists the others', async () => {
  const plan = await openPlan('floor');
  await until(() => expect(plan.querySelectorAll('g[data-floor-table]')).toHaveLength(1));
  expect(plan.querySelectorAll('button[data-floor-table]')).toHaveLength(1);
  expect(plan.querySelector('[data-floor-table="1"]')?.getAttribute('data-tone')).toBe('free');
});
