import { RoleAnswer, RoleDeleted, RoleList } from '@/modules/roles/answers';
import { createRole } from '@/modules/roles/create-role';
import { deleteRole } from '@/modules/roles/delete-role';
import { listRoles } from '@/modules/roles/reads';
import { CreateRoleInput, ListRolesInput, RoleId, UpdateRoleInput } from '@/modules/roles/schema';
import { updateRole } from '@/modules/roles/update-role';
import { endpoint } from './endpoint';
import { operation } from './operation';

/** Whoever manages the team makes its roles, with what they have themselves. */
const BY_MANAGERS = { actor: 'member', permission: 'members.manage' } as const;

export const roles = endpoint('/api/roles', {
  GET: operation({ ...BY_MANAGERS, input: ListRolesInput, output: RoleList, run: listRoles }),
  POST: operation({ ...BY_MANAGERS, input: CreateRoleInput, output: RoleAnswer, status: 201, run: createRole }),
});

export const oneRole = endpoint('/api/roles/[id]', {
  PUT: operation({ ...BY_MANAGERS, input: UpdateRoleInput, output: RoleAnswer, run: updateRole }),
  DELETE: operation({ ...BY_MANAGERS, input: RoleId, output: RoleDeleted, run: deleteRole }),
});
