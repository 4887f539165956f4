'use client';
import { useTranslations } from 'use-intl';
import type { DeviceState } from '@/modules/monitor/rules';
import { Badge } from '@/ui/badge';
import { lookOf } from './device-look';

export function StateBadge({ state }: { state: DeviceState }) {
  const t = useTranslations('monitor.states');
  const { tone, icon: Icon } = lookOf(state);
  return (
    <Badge tone={tone} icon={<Icon aria-hidden size={14} />}>
      {t(t.has(state) ? state : 'unknown')}
    </Badge>
  );
}
