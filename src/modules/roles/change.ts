import { customRole } from '@/modules/access/tables';
import { changer } from '@/modules/events/change';

/** Changes a locked row, with its audit and its event: the last statement of the transaction. */
export const changeRoleRow = changer('role', customRole);

/** The event of a role that exists. */
export function changedRole(id: string) {
  return { type: 'role-changed' as const, id, row: { id } };
}
