import { requestJson } from '@/platform/browser/http';
import { BlockList, CombinationList, TableList, ZoneList } from '../answers';

/** All throw ApiError. */
export const floorApi = {
  async zones(businessId: string, signal: AbortSignal) {
    const { zones: rows, cursor } = await requestJson('/api/zonas', {
      answer: ZoneList,
      query: { businessId },
      signal,
    });
    return { rows, cursor };
  },
  async tables(businessId: string, signal: AbortSignal) {
    const asked = { answer: TableList, query: { businessId }, signal };
    const { tables: rows, cursor } = await requestJson('/api/mesas', asked);
    return { rows, cursor };
  },
  async combinations(businessId: string, signal: AbortSignal) {
    const asked = { answer: CombinationList, query: { businessId }, signal };
    const { combinations: rows, cursor } = await requestJson('/api/combinaciones', asked);
    return { rows, cursor };
  },
  async blocks(businessId: string, signal: AbortSignal) {
    const asked = { answer: BlockList, query: { businessId }, signal };
    const { blocks: rows, cursor } = await requestJson('/api/bloqueos', asked);
    return { rows, cursor };
  },
};
