import type { RememberedGate } from '@/modules/gates/choose-gate';

const keyOf = (businessId: string) => `aforo.door.gate.${businessId}`;

/** The gate that this device had last in a venue; null where it had none, or where its storage refuses. */
export function readGate(businessId: string): RememberedGate | null {
  try {
    const { id, name } = JSON.parse(localStorage.getItem(keyOf(businessId)) ?? '');
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : null;
  } catch {
    return null;
  }
}

export function writeGate(businessId: string, gate: RememberedGate): void {
  try {
    localStorage.setItem(keyOf(businessId), JSON.stringify(gate));
  } catch {}
}
