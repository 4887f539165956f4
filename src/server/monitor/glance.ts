import type { DeviceRow, Glance } from '@/modules/monitor/answers';
import { timeOfEvent } from '@/modules/monitor/reads';
import { isTroubled } from '@/modules/monitor/rules';
import type { Device } from './devices';

const SHOWN_NAMES = 8;

type Named = (devices: readonly Device[]) => Promise<DeviceRow[]>;

/** What the console says first: who is connected, and the device that is worst off. `devices` has the worst first. */
export async function glanceAt(
  devices: readonly Device[],
  names: ReadonlyMap<string, string>,
  named: Named,
): Promise<Glance> {
  const connected = new Set(devices.flatMap(({ connectionId, userId }) => (connectionId === null ? [] : [userId])));
  const shown = [...connected].map((id) => names.get(id) ?? '').sort();
  const [worst] = devices.filter(({ state }) => isTroubled(state));
  const [row = null] = worst ? await named([worst]) : [];
  return {
    people: connected.size,
    names: shown.slice(0, SHOWN_NAMES),
    worst: row,
    worstSince: worst ? await troubledSince(worst) : null,
  };
}

/** An ISO instant; null where nobody knows it. */
async function troubledSince({ state, businessId, sentSeq, checkedAt, since }: Device): Promise<string | null> {
  switch (state) {
    case 'differs':
      return checkedAt;
    case 'behind':
      return (await timeOfEvent(businessId, sentSeq + 1))?.toISOString() ?? null;
    case 'polling':
      return since;
    default:
      return null;
  }
}
