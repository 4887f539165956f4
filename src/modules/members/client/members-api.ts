import { requestJson } from '@/platform/browser/http';
import {
  AccountAnswer,
  InvitationAnswer,
  InvitationRevoked,
  MemberAnswer,
  MemberList,
  MemberRemoved,
  RecoveredAnswer,
  RecoveryAnswer,
  RecoveryAsked,
} from '../answers';

/** A built-in role by its code, or one of the venue's own by its id. */
export type NamedRole = { readonly role: string } | { readonly customRoleId: string };

const memberAt = (userId: string) => `/api/miembros/${encodeURIComponent(userId)}`;

/** All throw ApiError. */
export const membersApi = {
  list: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/miembros', { answer: MemberList, query: { businessId }, signal }),
  invite: (businessId: string, named: NamedRole, email: string) =>
    requestJson('/api/miembros/invitaciones', {
      ...{ method: 'POST', answer: InvitationAnswer, body: { businessId, ...named, email } },
    }),
  revoke: (businessId: string, id: string) =>
    requestJson(`/api/miembros/invitaciones/${encodeURIComponent(id)}`, {
      ...{ method: 'DELETE', answer: InvitationRevoked, query: { businessId } },
    }),
  changeRole: (businessId: string, userId: string, named: NamedRole) =>
    requestJson(memberAt(userId), { method: 'PUT', answer: MemberAnswer, body: { businessId, ...named } }),
  remove: (businessId: string, userId: string) =>
    requestJson(memberAt(userId), { method: 'DELETE', answer: MemberRemoved, query: { businessId } }),
  makeRecovery: (businessId: string, userId: string) =>
    requestJson(`${memberAt(userId)}/recuperacion`, { method: 'POST', answer: RecoveryAnswer, body: { businessId } }),
};

/** What the person with a link sends, who may have no session yet. */
export const linksApi = {
  accept: (body: { token: string; name?: string; email?: string; password?: string }) =>
    requestJson('/api/invitaciones/aceptar', { method: 'POST', answer: AccountAnswer, body }),
  ask: (body: { email: string }) =>
    requestJson('/api/recuperacion/pedir', { method: 'POST', answer: RecoveryAsked, body, account: null }),
  recover: (body: { token: string; password: string }) =>
    requestJson('/api/recuperacion', { method: 'POST', answer: RecoveredAnswer, body, account: null }),
};
