import { byName, floorList } from '@/modules/tables/client/floor-lists';
import { requestJson } from '@/platform/browser/http';
import { ServiceList } from '../answers';
import { Service } from '../wire';

/** The services of a venue, by name. */
export const SERVICES = floorList<Service>({
  noun: 'service',
  parse: (row) => Service.parse(row),
  compare: byName,
  async read(businessId, signal) {
    const asked = { answer: ServiceList, query: { businessId }, signal };
    const { services: rows, cursor } = await requestJson('/api/servicios', asked);
    return { rows, cursor };
  },
});
