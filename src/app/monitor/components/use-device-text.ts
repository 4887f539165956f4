'use client';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { DeviceRow } from '@/modules/monitor/answers';

/** What is told of devices in words: sizes, spans of time, why one stands as it does. */
export function useDeviceText() {
  const t = useTranslations('monitor');
  const format = useFormatter();
  return useMemo(() => {
    const bytes = (count: number) =>
      count < 1024 ? t('device.bytes', { value: count }) : t('device.kilobytes', { value: Math.round(count / 1024) });
    return {
      bytes,
      device: (label: string) => (label === '?' ? t('devices.unknownDevice') : label),
      person: (name: string) => isolate(name) || t('devices.nobody'),
      reason: ({ reason, unsentBytes, head, sentSeq }: DeviceRow) =>
        // One that a newer version added says nothing here.
        t.has(`reasons.${reason}`) && t(`reasons.${reason}`, { bytes: bytes(unsentBytes), count: head - sentSeq }),
      ago: (at: string, now: string) => format.relativeTime(new Date(at), { now: new Date(now), style: 'short' }),
      span: (ms: number) => {
        const seconds = Math.round(ms / 1000);
        if (seconds < 60) return `${seconds} s`;
        const minutes = Math.floor(seconds / 60);
        return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
      },
    };
  }, [t, format]);
}
