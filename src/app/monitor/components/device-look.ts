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
import { type DeviceState, TROUBLED_STATES } from '@/modules/monitor/rules';
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

/**
 * How a state is displayed; the icon shows it without colour. A state that a newer version added gets a neutral look.
 */
export function lookOf(state: DeviceState): Look {
  return LOOKS[state] ?? { tone: 'neutral', icon: CircleHelp };
}

/** The number of devices that a person should check. */
export function troubledOf(states: Record<DeviceState, number>): number {
  return TROUBLED_STATES.reduce((sum, state) => sum + states[state], 0);
}
