import type { Profile } from '@/modules/access/context';
import type { Gate } from '@/modules/gates/wire';
import type { ScanMode } from './flow/use-door';

/** What a device at the door is for: everything, passes alone, people without a pass who come, or people who leave. */
export type DoorView = 'door' | 'scanner' | 'clicker' | 'exit';

/** What a paired phone shows; a person's door shows everything. */
export const VIEW_OF_PROFILE: Readonly<Record<Profile, DoorView>> = {
  SCAN: 'scanner',
  SCAN_LIST: 'door',
  CLICKER: 'clicker',
  EXIT: 'exit',
};

/** What a scan may do, by the sides on which the door counts. */
export const MODES: Record<Gate['direction'], readonly ScanMode[]> = {
  IN: ['ask', 'direct'],
  OUT: ['exit'],
  BOTH: ['ask', 'direct', 'exit'],
};

/** The sides on which a device counts: its profile's, within those of its gate. */
export function waysOf(view: DoorView, gate: Gate | null): Gate['direction'] {
  if (view === 'exit') return 'OUT';
  return view === 'door' ? (gate?.direction ?? 'BOTH') : 'IN';
}
