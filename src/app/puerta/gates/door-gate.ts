import type { GateChoice } from '@/modules/gates/choose-gate';
import type { Gate } from '@/modules/gates/wire';
import { readGate } from './remembered-gate';

/** Where a device counts. */
export interface DoorGate extends GateChoice {
  /** What is sent with each count; null where the venue names no gate. */
  readonly gateId: string | null;
  /** Those in use; undefined while they are not known. */
  readonly gates: readonly Gate[] | undefined;
  readonly choose: (gate: Gate) => void;
}

/** The gate of a device before the gates of its venue are known: the one that it had last. */
export function lastGate(businessId: string): DoorGate {
  const gateId = readGate(businessId)?.id ?? null;
  return { gateId, gates: undefined, gate: null, isAsked: false, lost: null, choose: () => {} };
}
