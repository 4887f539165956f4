'use client';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { DeviceRow } from '@/modules/monitor/answers';
import { useDeviceText } from './use-device-text';

/** The connection in figures. */
export function DeviceFacts({ device, timeZone }: { device: DeviceRow; timeZone: string | undefined }) {
  const t = useTranslations('monitor');
  const format = useFormatter();
  const text = useDeviceText();
  const time = (at: string) =>
    format.dateTime(new Date(at), {
      ...(timeZone ? { timeZone } : {}),
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  return (
    <dl aria-label={t('device.facts')} className="grid grid-cols-2 gap-x-6 gap-y-4">
      <Fact label={t('device.sent')} value={<span data-testid="panel-sent">{device.sentSeq}</span>} figure />
      <Fact label={t('device.head')} value={device.head} figure />
      <Fact label={t('device.confirmed')} value={device.confirmedSeq} figure />
      <Fact label={t('device.unread')} value={text.bytes(device.unsentBytes)} figure />
      <Fact label={t('device.since')} value={time(device.since)} />
      <Fact label={t('device.checked')} value={device.checkedAt ? time(device.checkedAt) : t('device.never')} />
      <Fact label={t('device.transport')} value={t(`transports.${device.transport}`)} />
      <Fact label={t('device.instance')} value={device.instanceId ?? '—'} />
    </dl>
  );
}

function Fact({ label, value, figure = false }: { label: string; value: ReactNode; figure?: boolean }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-soft text-sm">{label}</dt>
      <dd className={figure ? 'figures text-xl' : 'font-medium text-sm'}>{value}</dd>
    </div>
  );
}
