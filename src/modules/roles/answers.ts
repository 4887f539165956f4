import * as z from 'zod/mini';
import { ROLES } from '@/modules/access/context';

const Role = z.object({
  id: z.string(),
  name: z.string(),
  /** What it holds; every role holds what the door may do. */
  permissions: z.array(z.string()),
  /** The largest built-in role that it covers. */
  base: z.enum(ROLES),
  /** How many members have it. */
  members: z.int(),
  /** How many invitations that can still be accepted give it. */
  invitations: z.int(),
  version: z.int(),
  createdAt: z.string(),
});
export type Role = z.infer<typeof Role>;

/** GET /api/roles: the venue's own roles, by name, and what the built-in ones may do. */
export const RoleList = z.object({
  roles: z.array(Role),
  builtIn: z.array(z.object({ role: z.enum(ROLES), permissions: z.array(z.string()) })),
  cursor: z.string(),
});
export type RoleList = z.infer<typeof RoleList>;

/** POST /api/roles and PUT /api/roles/[id] */
export const RoleAnswer = z.object({ role: Role });
export type RoleAnswer = z.infer<typeof RoleAnswer>;

/** DELETE /api/roles/[id] */
export const RoleDeleted = z.object({ id: z.string() });
