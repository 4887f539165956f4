'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import { useLiveList } from '@/app/live/use-live-list';
import { DEVICES } from '@/modules/devices/client/device-list';
import { devicesApi } from '@/modules/devices/client/devices-api';
import type { Gate } from '@/modules/gates/wire';
import type { DayRules } from '@/modules/venues/business-day';
import type { ShellProps } from '@/shell/types';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { DeviceRow } from './device-row';
import { DeviceSheet } from './device-sheet';

interface DevicesAppProps {
  businessId: string;
  rules: DayRules;
  shell: ShellProps;
}

/** Which phones work at the door without an account: live, like every other screen. */
export const DevicesApp = livePage(Devices);

const NONE: readonly Gate[] = [];

function Devices({ businessId, rules, shell }: DevicesAppProps) {
  const t = useTranslations('devices');
  const read = useLiveList(DEVICES, businessId);
  const { readAgain, list } = read;
  const { data: gates = NONE } = useQuery({
    // The stream makes it invalid when a gate changes (useRealtimeSync).
    queryKey: ['gate', businessId, 'some'],
    queryFn: async ({ signal }) => (await devicesApi.gates(businessId, signal)).gates,
  });
  /** The id of the device in the sheet; `new` for one that is being made. */
  const [shown, setShown] = useState<{ id: string; to: 'make' | 'edit' | 'pair' } | null>(null);
  const device = list?.rows.find(({ id }) => id === shown?.id) ?? null;
  const create = () => setShown({ id: '', to: 'make' });
  return (
    <>
      <LiveScreen
        shell={shell}
        read={read}
        title={t('title')}
        lead={t('lead')}
        failed={t('failed')}
        actions={
          <Button variant="primary" icon={<Plus aria-hidden size={18} />} onClick={create}>
            {t('create')}
          </Button>
        }
      >
        {({ rows }) =>
          rows.length > 0 ? (
            <ul data-testid="devices" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
              {rows.map((row) => (
                <DeviceRow
                  key={row.id}
                  device={row}
                  gates={gates}
                  businessId={businessId}
                  timeZone={rules.timeZone}
                  onEdit={() => setShown({ id: row.id, to: 'edit' })}
                  onPair={() => setShown({ id: row.id, to: 'pair' })}
                  onChanged={readAgain}
                />
              ))}
            </ul>
          ) : (
            <EmptyState
              icon={<Smartphone size={28} />}
              title={t('empty')}
              body={t('emptyBody')}
              action={<Button onClick={create}>{t('createFirst')}</Button>}
            />
          )
        }
      </LiveScreen>
      {shown && (shown.to === 'make' || device) && (
        <DeviceSheet
          key={`${shown.to} ${shown.id}`}
          to={shown.to}
          device={device}
          devices={list?.rows ?? []}
          gates={gates}
          businessId={businessId}
          rules={rules}
          onChanged={readAgain}
          onClose={() => setShown(null)}
        />
      )}
    </>
  );
}
