'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { devicesApi } from '@/modules/devices/client/devices-api';
import type { Device } from '@/modules/devices/wire';
import type { Gate } from '@/modules/gates/wire';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { toast } from '@/ui/toast';
import { useNow } from '@/ui/use-now';
import { DeviceFacts } from './device-facts';

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
  const errorText = useErrorText();
  const now = useNow(15_000);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id, name, pairedAt, queued } = device;

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
        <DeviceFacts device={device} gates={gates} timeZone={timeZone} now={now} />
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
