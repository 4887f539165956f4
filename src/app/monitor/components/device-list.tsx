'use client';
import { MonitorSmartphone, SearchX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Overview } from '@/modules/monitor/answers';
import { DEVICE_STATES, type DeviceState } from '@/modules/monitor/rules';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { SearchField } from '@/ui/search-field';
import { Segmented } from '@/ui/segmented';
import { DeviceItem } from './device-item';

interface DeviceListProps {
  overview: Overview;
  search: string;
  setSearch: (search: string) => void;
  state: DeviceState | null;
  setState: (state: DeviceState | null) => void;
  onOpen: (connectionId: string) => void;
}

/** Every device, the worst first. */
export function DeviceList({ overview, search, setSearch, state, setState, onOpen }: DeviceListProps) {
  const t = useTranslations('monitor.devices');
  const { devices, matched, totals, now, venues } = overview;
  const whole = Object.values(totals.states).reduce((sum, count) => sum + count, 0);
  const present = DEVICE_STATES.filter((name) => totals.states[name] > 0 || name === state);
  const segments = [
    { value: 'all' as const, label: t('filters.all'), count: whole },
    ...present.map((value) => ({ value, label: t(`filters.${value}`), count: totals.states[value] })),
  ];
  const clear = () => {
    setSearch('');
    setState(null);
  };
  const venueName = new Map(venues?.map(({ id, name }) => [id, name]));
  return (
    <section aria-label={t('title')} className="min-w-0">
      <div className="mb-3 flex flex-col gap-3 md:flex-row md:items-center">
        <h2 className="display mr-auto text-lg">{t('title')}</h2>
        <SearchField
          label={t('search')}
          placeholder={t('placeholder')}
          clearLabel={t('clear')}
          value={search}
          onValue={setSearch}
          className="md:w-56"
        />
        <Segmented
          label={t('filter')}
          value={state ?? 'all'}
          onValueChange={(value) => setState(value === 'all' ? null : value)}
          segments={segments}
          className="min-w-0"
        />
      </div>
      {devices.length > 0 ? (
        <ul data-testid="device-list" className="overflow-hidden rounded-card bg-surface ring-1 ring-line">
          {devices.map((device) => (
            <DeviceItem
              key={device.key}
              device={device}
              now={now}
              venueName={venueName.get(device.businessId)}
              onOpen={onOpen}
            />
          ))}
        </ul>
      ) : (
        <div className="rounded-card bg-surface ring-1 ring-line">
          {whole === 0 ? (
            <EmptyState icon={<MonitorSmartphone size={28} />} title={t('empty')} body={t('emptyBody')} />
          ) : (
            <EmptyState
              icon={<SearchX size={28} />}
              title={t('notFound')}
              body={t('notFoundBody')}
              action={<Button onClick={clear}>{t('showAll')}</Button>}
            />
          )}
        </div>
      )}
      {matched > devices.length && (
        <p className="mt-3 px-1 text-ink-soft text-sm">{t('more', { shown: devices.length, matched })}</p>
      )}
    </section>
  );
}
