import * as z from 'zod';
import type { Permission } from '@/modules/access/context';
import { LEAST_PERMISSIONS, ROLE_PERMISSIONS } from '@/modules/access/rules';
import { Id, Name } from '@/platform/input/fields';
import { MAX_NAME } from './rules';

/** GET /api/roles */
export const ListRolesInput = z.strictObject({});

const content = {
  name: Name(MAX_NAME),
  permissions: z
    .array(z.enum(ROLE_PERMISSIONS as [Permission, ...Permission[]]))
    .max(ROLE_PERMISSIONS.length)
    .refine(
      (names) => LEAST_PERMISSIONS.every((least) => names.includes(least)),
      `must hold ${LEAST_PERMISSIONS.join(' and ')}`,
    )
    .transform((names) => ROLE_PERMISSIONS.filter((name) => names.includes(name))),
};

/** POST /api/roles. Which of the permissions may be given is a rule: check-role.ts. */
export const CreateRoleInput = z.strictObject(content);
export type CreateRoleInput = z.infer<typeof CreateRoleInput>;

/** PUT /api/roles/[id] */
export const UpdateRoleInput = z.strictObject({ id: Id, ...content });
export type UpdateRoleInput = z.infer<typeof UpdateRoleInput>;

/** DELETE /api/roles/[id] */
export const RoleId = z.strictObject({ id: Id });
export type RoleId = z.infer<typeof RoleId>;
