import { requestJson } from '@/platform/browser/http';
import { KeyCreated, KeyList, KeyRevoked } from '../answers';

interface NewKey {
  readonly name: string;
  readonly permissions: readonly string[];
  /** ISO 8601; null for a key without an end. */
  readonly expiresAt: string | null;
}

/** All throw ApiError. */
export const keysApi = {
  list: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/claves', { answer: KeyList, query: { businessId }, signal }),
  create: (businessId: string, key: NewKey) =>
    requestJson('/api/claves', { method: 'POST', answer: KeyCreated, body: { businessId, ...key } }),
  revoke: (businessId: string, id: string) =>
    requestJson(`/api/claves/${encodeURIComponent(id)}`, {
      ...{ method: 'DELETE', answer: KeyRevoked, query: { businessId } },
    }),
};
