import type { DeviceDetail, Overview } from '@/domain/monitor/answers';
import type { DeviceState } from '@/domain/monitor/rules';
import { requestJson } from './http';

const at = (id: string, rest = '') => `/api/monitor/dispositivos/${encodeURIComponent(id)}${rest}`;

/** Every call of the console. `businessId` undefined is every venue, for operators. Each throws ApiError. */
export const monitorApi = {
  overview: (businessId: string | undefined, filter: { q: string; state: DeviceState | null }, signal?: AbortSignal) =>
    requestJson<Overview>('/api/monitor', {
      query: { businessId, q: filter.q || undefined, state: filter.state ?? undefined },
      signal,
    }),

  device: (businessId: string | undefined, id: string, before: number | undefined, signal?: AbortSignal) =>
    requestJson<DeviceDetail>(at(id), { query: { businessId, before: before?.toString() }, signal }),

  close: (businessId: string | undefined, id: string) =>
    requestJson<{ closed: boolean }>(at(id, '/cerrar'), { method: 'POST', query: { businessId }, body: {} }),

  check: (businessId: string | undefined, id: string) =>
    requestJson<{ asked: boolean }>(at(id, '/comprobar'), { method: 'POST', query: { businessId }, body: {} }),
};
