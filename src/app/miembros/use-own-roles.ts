import { useEffect } from 'react';
import { can, type Rights } from '@/modules/access/context';
import type { Role } from '@/modules/roles/answers';
import { OWN_ROLES } from '@/modules/roles/client/role-list';
import { useCollection } from '../reservas/hooks/useCollection';
import type { UseRealtimeSyncResult } from '../reservas/hooks/useRealtimeSync';

const NONE: readonly Role[] = [];

/** The venue's own roles, live beside the list of a screen; none while they are being read, or for who may not read them. */
export function useOwnRoles(businessId: string, reader: Rights, stream: UseRealtimeSyncResult): readonly Role[] {
  const enabled = can(reader, 'members.manage');
  const { list, readAgain } = useCollection(OWN_ROLES, { businessId, args: null, enabled, stream });
  useEffect(() => {
    if (list?.isIncomplete) void readAgain();
  }, [list, readAgain]);
  return list?.roles ?? NONE;
}
