'use client';
import { ShieldCheck, Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { AuditRow } from '@/modules/monitor/answers';
import { monitorApi } from '@/modules/monitor/client/monitor-api';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toast';

interface DeviceActionsProps {
  connectionId: string;
  businessId: string | undefined;
  lastAudit: AuditRow | undefined;
  closing: boolean;
  onClosing: (closing: boolean) => void;
  onClosed: () => void;
  /** Called when something has changed that other parts of the console show. */
  onDone: () => void;
}

export function DeviceActions(props: DeviceActionsProps) {
  const { connectionId, businessId, lastAudit, closing, onClosing, onClosed, onDone } = props;
  const t = useTranslations('monitor.device');
  /** The id of the newest verdict when the check was requested; `false` when no check is in progress. */
  const [askedAt, setAskedAt] = useState<string | null | false>(false);
  const newest = lastAudit?.id ?? null;
  if (askedAt !== false && askedAt !== newest) setAskedAt(false);

  async function check() {
    setAskedAt(newest);
    try {
      const { asked } = await monitorApi.check(businessId, connectionId);
      if (!asked) throw new Error('the stream went meanwhile');
      onDone();
    } catch {
      setAskedAt(false);
      toast.error(t('checkFailed'));
    }
  }
  async function close() {
    onClosing(true);
    try {
      await monitorApi.close(businessId, connectionId);
      toast.success(t('closed'));
      onClosed();
      onDone();
    } catch {
      toast.error(t('closeFailed'));
      onClosing(false);
    }
  }
  return (
    <div className="mt-4 flex flex-wrap gap-3">
      <Button
        variant="primary"
        className="max-sm:grow"
        icon={<ShieldCheck aria-hidden size={18} />}
        busy={askedAt !== false}
        disabled={closing}
        onClick={() => void check()}
      >
        {askedAt === false ? t('check') : t('checking')}
      </Button>
      <Button
        className="max-sm:grow"
        icon={<Unplug aria-hidden size={18} />}
        busy={closing}
        onClick={() => void close()}
      >
        {t('close')}
      </Button>
    </div>
  );
}
