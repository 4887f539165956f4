import type { Profile } from '@/modules/access/context';
import { GateList } from '@/modules/gates/answers';
import { requestJson } from '@/platform/browser/http';
import { DeviceAnswer, DeviceList, DeviceRevoked, Paired, Pairing, StateTaken } from '../answers';
import type { DeviceStateInput } from '../schema';

const LIST = '/api/puerta/dispositivos';
const one = (id: string) => `${LIST}/${encodeURIComponent(id)}`;

export interface DeviceFields {
  readonly name: string;
  readonly profile: Profile;
  readonly gateIds: readonly string[];
  /** ISO 8601; null for a device without an end. */
  readonly validUntil: string | null;
}

/** All throw ApiError. */
export const devicesApi = {
  list: (businessId: string, signal: AbortSignal) =>
    requestJson(LIST, { answer: DeviceList, query: { businessId }, signal }),
  create: (businessId: string, fields: DeviceFields) =>
    requestJson(LIST, { method: 'POST', answer: Pairing, body: { businessId, ...fields } }),
  update: (businessId: string, id: string, fields: DeviceFields) =>
    requestJson(one(id), { method: 'PUT', answer: DeviceAnswer, body: { businessId, ...fields } }),
  pairAgain: (businessId: string, id: string) =>
    requestJson(`${one(id)}/vinculo`, { method: 'POST', answer: Pairing, body: { businessId } }),
  revoke: (businessId: string, id: string) =>
    requestJson(one(id), { method: 'DELETE', answer: DeviceRevoked, query: { businessId } }),
  /** The gates at which a device may count. */
  gates: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/puertas', { answer: GateList, query: { businessId }, signal }),
  /** Pairs this phone. */
  pair: (shown: { token: string } | { code: string }) =>
    requestJson('/api/puerta/vincular', { method: 'POST', answer: Paired, body: shown }),
  /** Tells what this phone is like; the request survives the page. */
  beat: (businessId: string, state: DeviceStateInput) =>
    requestJson('/api/puerta/estado', {
      method: 'POST',
      answer: StateTaken,
      body: { businessId, ...state },
      keepalive: true,
    }),
};
