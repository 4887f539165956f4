import { defineCollection } from '@/platform/browser/live/collection';
import { type RowAnswer, type RowList, rowListRules } from '@/realtime/client/row-list';
import { parseCursor } from '@/realtime/protocol/cursor';
import { Block, Combination, DiningTable, Zone } from '../wire';
import { floorApi } from './floor-api';

/** The whole list of one noun of a venue's plan, and the position of the log that it was read at. */
interface Read<Row> {
  readonly rows: readonly Row[];
  readonly cursor: string;
}

interface FloorList<Row> {
  readonly noun: string;
  readonly parse: (row: unknown) => Row;
  readonly compare: (a: Row, b: Row) => number;
  readonly read: (businessId: string, signal: AbortSignal) => Promise<Read<Row>>;
}

/** A live list of all rows of a noun, those out of use too. */
export function floorList<Row extends { readonly id: string; readonly version: number }>({
  read,
  ...options
}: FloorList<Row>) {
  return defineCollection<null, RowList<Row>, RowAnswer<Row>>({
    ...rowListRules(options),
    key: () => [],
    async fetch(businessId, _, { signal }) {
      const { rows, cursor } = await read(businessId, signal);
      const position = parseCursor(cursor);
      if (!position) throw new Error(`${options.noun}: the rows came without a cursor`);
      return { rows: [...rows].sort(options.compare), cursor: position };
    },
  });
}

type Named = Readonly<{ id: string; name: string }>;

/** `12` comes after `2`. */
export const byName = (a: Named, b: Named) =>
  a.name.localeCompare(b.name, undefined, { numeric: true }) || (a.id < b.id ? -1 : 1);

export const ZONES = floorList<Zone>({
  noun: 'zone',
  parse: (row) => Zone.parse(row),
  compare: (a, b) => a.place - b.place || byName(a, b),
  read: floorApi.zones,
});

export const TABLES = floorList<DiningTable>({
  noun: 'dining-table',
  parse: (row) => DiningTable.parse(row),
  compare: byName,
  read: floorApi.tables,
});

export const COMBINATIONS = floorList<Combination>({
  noun: 'combination',
  parse: (row) => Combination.parse(row),
  compare: (a, b) => (a.id < b.id ? -1 : 1),
  read: floorApi.combinations,
});

/** The blocks that are not over. */
export const BLOCKS = floorList<Block>({
  noun: 'block',
  parse: (row) => Block.parse(row),
  compare: (a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || (a.id < b.id ? -1 : 1),
  read: floorApi.blocks,
});
