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
import type { DeviceState } from '@/modules/monitor/rules';
import type { Tone } from '@/ui/badge';

interface Look {
  readonly tone: Tone;
  readonly icon: LucideIcon;
}

const LOOKS: Readonly<Record<string, Look>> = {
  differs: { tone: 'bad', icon: TriangleAlert },
  unread: { tone: 'warn', icon: PauseCircle },
  behind: { tone: 'warn', icon: RefreshCw },
  polling: { tone: 'warn', icon: Clock },
  away: { tone: 'neutral', icon: WifiOff },
  silent: { tone: 'neutral', icon: CircleSlash },
  unchecked: { tone: 'info', icon: CircleHelp },
  'in-sync': { tone: 'ok', icon: CircleCheck },
} satisfies Record<DeviceState, Look>;

/** How a state looks; the icon says it without colour. One that a newer version added looks like nothing in particular. */
export function lookOf(state: DeviceState): Look {
  return LOOKS[state] ?? { tone: 'neutral', icon: CircleHelp };
}

/** Devices that a person should look at. */
export function troubledOf(states: Record<DeviceState, number>): number {
  return states.differs + states.unread + states.behind + states.polling;
}
