import * as z from 'zod/mini';
import { requestJson } from '@/platform/browser/http';
import type { DeviceDetail, Overview } from '../answers';
import type { DeviceState } from '../rules';

/** Tells the console's answers from a stranger's; what is in them is for the console to draw. */
const OverviewShape = z.looseObject({
  now: z.string(),
  totals: z.looseObject({ streams: z.number() }),
  devices: z.array(z.looseObject({ key: z.string() })),
}) as unknown as z.ZodMiniType<Overview>;
const DetailShape = z.looseObject({
  now: z.string(),
  device: z.looseObject({ key: z.string() }),
  replay: z.looseObject({ events: z.array(z.looseObject({ seq: z.number() })) }),
}) as unknown as z.ZodMiniType<DeviceDetail>;
const Closed = z.object({ closed: z.boolean() });
const Asked = z.object({ asked: z.boolean() });

const at = (id: string, rest = '') => `/api/monitor/dispositivos/${encodeURIComponent(id)}${rest}`;

/** Every call of the console. `businessId` undefined is every venue, for operators. Each throws ApiError. */
export const monitorApi = {
  overview: (businessId: string | undefined, filter: { q: string; state: DeviceState | null }, signal?: AbortSignal) =>
    requestJson('/api/monitor', {
      answer: OverviewShape,
      query: { businessId, q: filter.q || undefined, state: filter.state ?? undefined },
      signal,
    }),

  device: (businessId: string | undefined, id: string, before: number | undefined, signal?: AbortSignal) =>
    requestJson(at(id), { answer: DetailShape, query: { businessId, before: before?.toString() }, signal }),

  close: (businessId: string | undefined, id: string) =>
    requestJson(at(id, '/cerrar'), { answer: Closed, method: 'POST', query: { businessId }, body: {} }),

  check: (businessId: string | undefined, id: string) =>
    requestJson(at(id, '/comprobar'), { answer: Asked, method: 'POST', query: { businessId }, body: {} }),
};
