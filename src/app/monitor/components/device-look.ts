import {
  CircleCheck,
  CircleHelp,
  CircleSlash,
  Clock,
  type LucideIcon,
  PauseCircle,
  RefreshCw,
  TriangleAlert,
  WifiOff,
} from 'lucide-react';
import type { DeviceState } from '@/domain/monitor/rules';
import type { Tone } from '@/ui/badge';

/** How each state looks; the icon says it without colour. */
export const STATE_LOOK: Record<DeviceState, { tone: Tone; icon: LucideIcon }> = {
  differs: { tone: 'bad', icon: TriangleAlert },
  unread: { tone: 'warn', icon: PauseCircle },
  behind: { tone: 'warn', icon: RefreshCw },
  polling: { tone: 'warn', icon: Clock },
  away: { tone: 'neutral', icon: WifiOff },
  silent: { tone: 'neutral', icon: CircleSlash },
  unchecked: { tone: 'info', icon: CircleHelp },
  'in-sync': { tone: 'ok', icon: CircleCheck },
};

/** Devices that a person should look at. */
export function troubledOf(states: Record<DeviceState, number>): number {
  return states.differs + states.unread + states.behind + states.polling;
}
