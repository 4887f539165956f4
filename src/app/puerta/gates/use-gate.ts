import { useCallback, useMemo, useState } from 'react';
import { chooseGate } from '@/modules/gates/choose-gate';
import { GATES } from '@/modules/gates/client/gate-list';
import { useCollection } from '../../reservas/hooks/useCollection';
import type { UseRealtimeSyncResult } from '../../reservas/hooks/useRealtimeSync';
import { type DoorGate, lastGate } from './door-gate';
import { readGate, writeGate } from './remembered-gate';

/** The gate of this device in a venue, live, and remembered in its storage. */
export function useGate(businessId: string, stream: UseRealtimeSyncResult): DoorGate {
  const { list } = useCollection(GATES, { businessId, args: null, enabled: true, stream });
  const [remembered, setRemembered] = useState(() => readGate(businessId));
  const choose = useCallback<DoorGate['choose']>(
    ({ id, name }) => {
      setRemembered({ id, name });
      writeGate(businessId, { id, name });
    },
    [businessId],
  );
  const rows = list?.rows;
  return useMemo(() => {
    if (!rows) return lastGate(businessId);
    const chosen = chooseGate(rows, remembered);
    return { ...chosen, gateId: chosen.gate?.id ?? null, gates: rows.filter(({ active }) => active), choose };
  }, [rows, remembered, choose, businessId]);
}
