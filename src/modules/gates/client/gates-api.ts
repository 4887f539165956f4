import { requestJson } from '@/platform/browser/http';
import { GateAnswer, GateList } from '../answers';
import type { Gate } from '../wire';

type GateFields = Pick<Gate, 'name' | 'direction' | 'active'>;

/** All throw ApiError. */
export const gatesApi = {
  list: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/puertas', { answer: GateList, query: { businessId }, signal }),
  create: (businessId: string, gate: Pick<GateFields, 'name' | 'direction'>) =>
    requestJson('/api/puertas', { method: 'POST', answer: GateAnswer, body: { businessId, ...gate } }),
  /** Refused with VERSION_CONFLICT when someone has changed the gate meanwhile. */
  update: (businessId: string, { id, version }: Gate, changes: Partial<GateFields>) =>
    requestJson(`/api/puertas/${encodeURIComponent(id)}`, {
      ...{ method: 'PUT', answer: GateAnswer, headers: { 'if-match': `"${version}"` } },
      body: { businessId, ...changes },
    }),
};
