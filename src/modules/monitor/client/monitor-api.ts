import * as z from 'zod/mini';
import { requestJson } from '@/platform/browser/http';
import { DeviceAsked, DeviceClosed, type DeviceDetail, OperatedVenues, type Overview, VenueStanding } from '../answers';
import type { DeviceState } from '../rules';

/** Only distinguishes the console's answers from those of another server; the console interprets their content. */
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

const at = (id: string, rest = '') => `/api/monitor/dispositivos/${encodeURIComponent(id)}${rest}`;

const venueAt = (id: string, verb: string) => `/api/monitor/locales/${encodeURIComponent(id)}/${verb}`;

/** The API calls of the console. `businessId` undefined means every venue, for operators. Each throws ApiError. */
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
    requestJson(at(id, '/cerrar'), { answer: DeviceClosed, method: 'POST', query: { businessId }, body: {} }),

  /** For operators alone, as the two below. */
  venues: (signal?: AbortSignal) => requestJson('/api/monitor/locales', { answer: OperatedVenues, signal }),

  suspend: (id: string) => requestJson(venueAt(id, 'suspender'), { answer: VenueStanding, method: 'POST', body: {} }),

  restore: (id: string) => requestJson(venueAt(id, 'restaurar'), { answer: VenueStanding, method: 'POST', body: {} }),

  check: (businessId: string | undefined, id: string) =>
    requestJson(at(id, '/comprobar'), { answer: DeviceAsked, method: 'POST', query: { businessId }, body: {} }),
};
