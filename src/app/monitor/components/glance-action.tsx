'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { DeviceRow, Overview } from '@/modules/monitor/answers';
import { monitorApi } from '@/modules/monitor/client/monitor-api';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toast';

interface GlanceActionProps {
  overview: Overview;
  stale: boolean;
  businessId: string | undefined;
  onRetry: () => void;
  onSee: () => void;
}

/** What a person should do now: nothing, or one thing with its button. */
export function GlanceAction({ overview, stale, businessId, onRetry, onSee }: GlanceActionProps) {
  const t = useTranslations('monitor.glance');
  const [busy, setBusy] = useState(false);
  const worst = overview.glance?.worst;

  async function ask(device: DeviceRow, connectionId: string) {
    setBusy(true);
    try {
      if (device.state === 'differs') await monitorApi.check(businessId, connectionId);
      else await monitorApi.close(businessId, connectionId);
      toast.success(t('asked'));
    } catch {
      toast.error(t('failed'));
    } finally {
      setBusy(false);
    }
  }

  if (stale) return <Advice text={t('noData')} button={t('retry')} busy={false} onClick={onRetry} />;
  if (worst) {
    const { connectionId, state } = worst;
    if (connectionId === null) return <Advice text={t('reload')} button={t('see')} busy={false} onClick={onSee} />;
    const isDifferent = state === 'differs';
    return (
      <Advice
        text={t(isDifferent ? 'checkIt' : 'closeIt')}
        button={t(isDifferent ? 'check' : 'reconnect')}
        busy={busy}
        onClick={() => void ask(worst, connectionId)}
      />
    );
  }
  const isFailing = overview.jobs?.some(({ failing }) => failing > 0) ?? false;
  if (isFailing) return <Advice text={t('job')} button={t('see')} busy={false} onClick={onSee} />;
  return <p className="font-semibold">{t('nothing')}</p>;
}

interface AdviceProps {
  text: string;
  button: string;
  busy: boolean;
  onClick: () => void;
}

function Advice({ text, button, busy, onClick }: AdviceProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <p className="min-w-0 font-semibold">{text}</p>
      <Button variant="primary" busy={busy} onClick={onClick} className="max-sm:w-full">
        {button}
      </Button>
    </div>
  );
}
