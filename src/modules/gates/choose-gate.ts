import type { Gate } from './wire';

export interface GateChoice {
  /** Where the device counts; null where the venue names no gate, or none is chosen yet. */
  readonly gate: Gate | null;
  /** Several are in use and the device has none of them: its person has to say which. */
  readonly isAsked: boolean;
  /** The one that the device had, and that is not in use any more; null otherwise. */
  readonly lost: string | null;
}

/** The gate that a device remembers, by its id and its name, since it may be gone. */
export interface RememberedGate {
  readonly id: string;
  readonly name: string;
}

/** The gate of a device: the one that it remembers while that is in use, else the only one. */
export function chooseGate(gates: readonly Gate[], remembered: RememberedGate | null): GateChoice {
  const open = gates.filter(({ active }) => active);
  const own = open.find(({ id }) => id === remembered?.id);
  if (own) return { gate: own, isAsked: false, lost: null };
  const [first, ...others] = open;
  return {
    gate: others.length === 0 ? (first ?? null) : null,
    isAsked: others.length > 0,
    lost: remembered?.name ?? null,
  };
}
