'use client';
import { AlarmClock, Armchair, Clock, DoorOpen, Hourglass, LogOut, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Badge, type Tone } from '@/ui/badge';
import type { Turn } from './turns';

/** Each turn has a picture and a word besides its colour. */
export const TURN_LOOKS: Record<Turn, { Icon: LucideIcon; tone: Tone; bar: string }> = {
  due: { Icon: Clock, tone: 'info', bar: 'border-info bg-info-soft text-info-text' },
  late: { Icon: AlarmClock, tone: 'bad', bar: 'border-bad bg-bad-soft text-bad-text' },
  here: { Icon: DoorOpen, tone: 'accent', bar: 'border-accent bg-accent-soft text-accent-text' },
  seated: { Icon: Armchair, tone: 'ok', bar: 'border-ok bg-ok-soft text-ok-text' },
  over: { Icon: Hourglass, tone: 'warn', bar: 'border-warn bg-warn-soft text-warn-text' },
  left: { Icon: LogOut, tone: 'neutral', bar: 'border-line-strong border-dashed bg-sunken text-ink-soft' },
};

export function TurnBadge({ turn, small = false }: { turn: Turn; small?: boolean }) {
  const t = useTranslations('plan.turns');
  const { Icon, tone } = TURN_LOOKS[turn];
  return (
    <Badge tone={tone} small={small} icon={<Icon aria-hidden size={14} strokeWidth={2.5} />}>
      {t(turn)}
    </Badge>
  );
}
