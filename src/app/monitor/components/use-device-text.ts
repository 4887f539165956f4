'use client';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { DeviceRow } from '@/modules/monitor/answers';

/** Texts about devices: sizes, durations, and the reason for a state. */
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
        // A reason that a newer version added has no text here.
        t.has(`reasons.${reason}`) && t(`reasons.${reason}`, { bytes: bytes(unsentBytes), count: head - sentSeq }),
      ago: (at: string, now: string) => format.relativeTime(new Date(at), { now: new Date(now), style: 'short' }),
      span: (ms: number) => {
        const seconds = Math.round(ms / 1000);
        if (seconds < 60) return t('device.seconds', { s: seconds });
        const minutes = Math.floor(seconds / 60);
        if (minutes < 60) return t('device.minutes', { min: minutes, s: seconds % 60 });
        return t('device.hours', { h: Math.floor(minutes / 60), min: minutes % 60 });
      },
    };
  }, [t, format]);
}
