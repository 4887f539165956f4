import { BatteryLow } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { stateOf } from '@/modules/devices/rules';
import type { Device } from '@/modules/devices/wire';
import type { Gate } from '@/modules/gates/wire';
import { Badge, type Tone } from '@/ui/badge';

const TONES: Record<ReturnType<typeof stateOf>, Tone> = {
  ...{ waiting: 'info', present: 'ok', away: 'warn', ended: 'neutral' },
};
/** A phone with less, in percent, will not last the night. */
const LOW_BATTERY = 20;

interface DeviceFactsProps {
  device: Device;
  gates: readonly Gate[];
  timeZone: string;
  /** Of the device's clock, from `useNow`. */
  now: number | null;
}

/** What a phone may do and where, and what it last told of itself. */
export function DeviceFacts({ device, gates, timeZone, now }: DeviceFactsProps) {
  const t = useTranslations('devices');
  const profiles = useTranslations('puerta.profiles');
  const format = useFormatter();
  const { name, profile, gateIds, validUntil, seenAt, queued, battery, behind, appVersion } = device;
  const state = stateOf(device, now ?? (seenAt ? Date.parse(seenAt) : 0));
  const places = gates.filter((gate) => gateIds.includes(gate.id)).map((gate) => gate.name);
  const moment = (at: string) => format.dateTime(new Date(at), { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const isLow = battery !== null && battery < LOW_BATTERY;
  const told = [
    behind !== null && behind > 0 && t('behind', { count: behind }),
    battery !== null && !isLow && t('battery', { percent: battery }),
    appVersion !== null && t('version', { version: isolate(appVersion) }),
  ].filter((part) => part !== false);
  const openUntil = device.pairExpiresAt;
  const isOpen = openUntil !== null && now !== null && Date.parse(openUntil) > now;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
        <span className="min-w-0 break-words">{name}</span>
        <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
      </p>
      <p className="text-pretty text-ink-soft text-sm">
        {profiles(`${profile}.name`)}
        {' · '}
        {gateIds.length === 0 ? t('allGates') : format.list(places.map(isolate))}
        {validUntil !== null && ` · ${t('until', { when: moment(validUntil) })}`}
      </p>
      {(queued ?? 0) > 0 && (
        <p className="mt-1 font-semibold text-sm text-warn-text">{t('queued', { count: queued ?? 0 })}</p>
      )}
      {isLow && (
        <p className="mt-1 flex items-center gap-1.5 font-semibold text-sm text-warn-text">
          <BatteryLow aria-hidden size={16} />
          {t('battery', { percent: battery })}
        </p>
      )}
      <p className="mt-1 text-ink-faint text-sm">
        {isOpen
          ? t('waitingUntil', { when: format.dateTime(new Date(openUntil), { timeZone, timeStyle: 'short' }) })
          : seenAt === null
            ? t('neverSeen')
            : t('seen', {
                when:
                  now === null
                    ? moment(seenAt)
                    : format.relativeTime(new Date(seenAt), Math.max(now, Date.parse(seenAt))),
              })}
        {told.length > 0 && ` · ${told.join(' · ')}`}
      </p>
    </>
  );
}
