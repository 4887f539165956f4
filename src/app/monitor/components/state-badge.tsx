'use client';
import { useTranslations } from 'use-intl';
import type { DeviceState } from '@/domain/monitor/rules';
import { Badge } from '@/ui/badge';
import { STATE_LOOK } from './device-look';

export function StateBadge({ state }: { state: DeviceState }) {
  const t = useTranslations('monitor.states');
  const { tone, icon: Icon } = STATE_LOOK[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden size={14} />}>
      {t(state)}
    </Badge>
  );
}
