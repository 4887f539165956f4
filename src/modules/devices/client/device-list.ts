import { defineCollection } from '@/platform/browser/live/collection';
import { type RowAnswer, type RowList, rowListRules } from '@/realtime/client/row-list';
import { parseCursor } from '@/realtime/protocol/cursor';
import { Device } from '../wire';
import { devicesApi } from './devices-api';

/** Names are compared as the server sorts them, so that a row that changes stays in its place. */
function compare(a: Device, b: Device): number {
  const [first, second] = [a.name.toLowerCase(), b.name.toLowerCase()];
  if (first !== second) return first < second ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** The paired devices of a venue. */
export const DEVICES = defineCollection<null, RowList<Device>, RowAnswer<Device>>({
  ...rowListRules({ noun: 'device', parse: (row) => Device.parse(row), compare }),
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { devices, cursor } = await devicesApi.list(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the list came without a cursor');
    return { rows: [...devices].sort(compare), cursor: position };
  },
});
