'use client';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { DeviceRow } from '@/modules/monitor/answers';
import { Role } from './role';
import { StateBadge } from './state-badge';
import { useDeviceText } from './use-device-text';

interface DeviceItemProps {
  device: DeviceRow;
  now: string;
  /** Shown where devices of several venues are in one list. */
  venueName: string | undefined;
  onOpen: (connectionId: string) => void;
}

/** One device: its user, its kind, its state and the reason. */
export const DeviceItem = memo(function DeviceItem({ device, now, venueName, onOpen }: DeviceItemProps) {
  const t = useTranslations('monitor.devices');
  const text = useDeviceText();
  const { connectionId, role, state, sentSeq, head, confirmedSeq, transport, since } = device;
  const name = text.person(device.userName);
  const label = text.device(device.device);
  return (
    <li
      data-connection-id={connectionId ?? undefined}
      data-state={state}
      className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-line border-b px-4 py-3 last:border-0 hover:bg-hover md:grid-cols-[minmax(0,1fr)_8.5rem_9.5rem_6.5rem]"
    >
      <div className="min-w-0">
        <p className="truncate">
          {connectionId === null ? (
            <span className="font-semibold text-base">{name}</span>
          ) : (
            <button
              type="button"
              aria-label={t('open', { name: text.person(device.userName), device: label })}
              onClick={() => onOpen(connectionId)}
              className="font-semibold text-base after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
            >
              {name}
            </button>
          )}{' '}
          <Role role={role} />
        </p>
        <p className="truncate text-ink-soft text-sm" data-testid="device-label">
          {label}
          {venueName && ` · ${isolate(venueName)}`}
        </p>
      </div>
      <div>
        <StateBadge state={state} />
      </div>
      <p className="text-sm tabular-nums max-md:col-start-1 max-md:row-start-2 max-md:hidden">
        <span className="figures text-base" data-testid="device-seq">
          {sentSeq}
        </span>
        <span className="text-ink-faint"> / {head}</span>
        <span className="block text-ink-soft text-xs">{t('confirmed', { seq: confirmedSeq })}</span>
      </p>
      <p className="text-right text-ink-soft text-sm max-md:hidden">
        {text.ago(since, now)}
        <span className="block text-ink-faint text-xs">
          <Transport transport={transport} />
        </span>
      </p>
      <p className="col-span-full text-pretty text-ink-soft text-sm">{text.reason(device)}</p>
    </li>
  );
});

function Transport({ transport }: Pick<DeviceRow, 'transport'>) {
  const t = useTranslations('monitor.transports');
  return t(transport);
}
