import { useCallback, useMemo, useState } from 'react';
import type { DeviceScope } from '@/modules/access/context';
import { isGateInScope } from '@/modules/access/profiles';
import { chooseGate } from '@/modules/gates/choose-gate';
import { GATES } from '@/modules/gates/client/gate-list';
import { useCollection } from '../../reservas/hooks/useCollection';
import type { UseRealtimeSyncResult } from '../../reservas/hooks/useRealtimeSync';
import { type DoorGate, lastGate } from './door-gate';
import { readGate, writeGate } from './remembered-gate';

const EVERYWHERE = { gateIds: [] };

/** The gate of this device in a venue, live, and remembered in its storage; of a paired phone, one of its own. */
export function useGate(
  businessId: string,
  stream: UseRealtimeSyncResult,
  { gateIds }: Pick<DeviceScope, 'gateIds'> = EVERYWHERE,
): DoorGate {
  const { list } = useCollection(GATES, { businessId, args: null, enabled: true, stream });
  const [remembered, setRemembered] = useState(() => readGate(businessId));
  const choose = useCallback<DoorGate['choose']>(
    ({ id, name }) => {
      setRemembered({ id, name });
      writeGate(businessId, { id, name });
    },
    [businessId],
  );
  const all = list?.rows;
  const own = gateIds.join();
  const rows = useMemo(
    () => all?.filter(({ id }) => isGateInScope({ gateIds: own ? own.split(',') : [] }, id)),
    [all, own],
  );
  return useMemo(() => {
    if (!rows) return lastGate(businessId);
    const chosen = chooseGate(rows, remembered);
    return { ...chosen, gateId: chosen.gate?.id ?? null, gates: rows.filter(({ active }) => active), choose };
  }, [rows, remembered, choose, businessId]);
}
