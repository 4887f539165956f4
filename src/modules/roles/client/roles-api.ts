import { requestJson } from '@/platform/browser/http';
import { RoleAnswer, RoleDeleted, RoleList } from '../answers';

interface RoleContent {
  readonly name: string;
  readonly permissions: readonly string[];
}

const roleAt = (id: string) => `/api/roles/${encodeURIComponent(id)}`;

/** All throw ApiError. */
export const rolesApi = {
  list: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/roles', { answer: RoleList, query: { businessId }, signal }),
  create: (businessId: string, role: RoleContent) =>
    requestJson('/api/roles', { method: 'POST', answer: RoleAnswer, body: { businessId, ...role } }),
  /** VERSION_CONFLICT when it has changed since `version`. */
  update: (businessId: string, id: string, version: number, role: RoleContent) =>
    requestJson(roleAt(id), {
      ...{ method: 'PUT', answer: RoleAnswer, headers: { 'if-match': `"${version}"` }, body: { businessId, ...role } },
    }),
  remove: (businessId: string, id: string) =>
    requestJson(roleAt(id), { method: 'DELETE', answer: RoleDeleted, query: { businessId } }),
};
