'use client';
import { BatteryLow } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { devicesApi } from '@/modules/devices/client/devices-api';
import { stateOf } from '@/modules/devices/rules';
import type { Device } from '@/modules/devices/wire';
import type { Gate } from '@/modules/gates/wire';
import { useErrorText } from '@/shell/use-error-text';
import { Badge, type Tone } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { toast } from '@/ui/toast';
import { useNow } from '@/ui/use-now';

const TONES: Record<ReturnType<typeof stateOf>, Tone> = {
  ...{ waiting: 'info', present: 'ok', away: 'warn', ended: 'neutral' },
};
/** A phone with less, in percent, will not last the night. */
const LOW_BATTERY = 20;

interface DeviceRowProps {
  device: Device;
  gates: readonly Gate[];
  businessId: string;
  timeZone: string;
  onEdit: () => void;
  onPair: () => void;
  onChanged: () => Promise<void>;
}

/** One phone: what it may do and where, what it last told of itself, and how it is ended. */
export function DeviceRow({ device, gates, businessId, timeZone, onEdit, onPair, onChanged }: DeviceRowProps) {
  const t = useTranslations('devices');
  const profiles = useTranslations('puerta.profiles');
  const format = useFormatter();
  const errorText = useErrorText();
  const now = useNow(15_000);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id, name, profile, gateIds, validUntil, pairedAt, seenAt, queued, battery, behind, appVersion } = device;
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

  async function revoke() {
    setBusy(true);
    try {
      await devicesApi.revoke(businessId, id);
      toast.success(t('revoked', { name: isolate(name) }));
      setAsking(false);
    } catch (error) {
      toast.error(errorText(error));
    }
    await onChanged();
    setBusy(false);
  }

  return (
    <li data-testid="device" className="flex flex-wrap items-start gap-x-5 gap-y-3 px-4 py-4 sm:px-5">
      <div className="min-w-0 grow basis-64">
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
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={onPair}
          aria-label={t(pairedAt === null ? 'pairNamed' : 'pairAgainNamed', { name: isolate(name) })}
        >
          {t(pairedAt === null ? 'pair' : 'pairAgain')}
        </Button>
        <Button onClick={onEdit} aria-label={t('editNamed', { name: isolate(name) })}>
          {t('edit')}
        </Button>
        <Button onClick={() => setAsking(true)} aria-label={t('revokeNamed', { name: isolate(name) })}>
          {t('revoke')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('revokeTitle', { name: isolate(name) })}
        body={[t('revokeBody'), (queued ?? 0) > 0 && t('revokeQueued', { count: queued ?? 0 })]
          .filter(Boolean)
          .join(' ')}
        confirmLabel={t('revoke')}
        busy={busy}
        onConfirm={() => void revoke()}
      />
    </li>
  );
}
