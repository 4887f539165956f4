import { useCallback, useMemo } from 'react';
import { SERVICES } from '@/modules/services/client/service-list';
import type { Service } from '@/modules/services/wire';
import { BLOCKS, TABLES, ZONES } from '@/modules/tables/client/floor-lists';
import type { Block, DiningTable, Zone } from '@/modules/tables/wire';
import { useCollection } from '../reservas/hooks/useCollection';
import type { UseRealtimeSyncResult } from '../reservas/hooks/useRealtimeSync';

export interface FloorLists {
  readonly zones: readonly Zone[];
  readonly tables: readonly DiningTable[];
  readonly blocks: readonly Block[];
  readonly services: readonly Service[];
}

/** What the venue is, live, on the stream of its screen: null until all of it has been read. */
export function useFloorLists(businessId: string, stream: UseRealtimeSyncResult) {
  const asked = { businessId, args: null, enabled: true, stream };
  const zones = useCollection(ZONES, asked);
  const tables = useCollection(TABLES, asked);
  const blocks = useCollection(BLOCKS, asked);
  const services = useCollection(SERVICES, asked);
  const [zoneRows, tableRows, blockRows] = [zones.list?.rows, tables.list?.rows, blocks.list?.rows];
  const serviceRows = services.list?.rows;
  const lists = useMemo<FloorLists | null>(
    () =>
      zoneRows && tableRows && blockRows && serviceRows
        ? { zones: zoneRows, tables: tableRows, blocks: blockRows, services: serviceRows }
        : null,
    [zoneRows, tableRows, blockRows, serviceRows],
  );
  const reads = [zones, tables, blocks, services];
  const { readAgain: readZones } = zones;
  const { readAgain: readTables } = tables;
  const { readAgain: readBlocks } = blocks;
  const { readAgain: readServices } = services;
  const readAgain = useCallback(
    () => Promise.all([readZones(), readTables(), readBlocks(), readServices()]),
    [readZones, readTables, readBlocks, readServices],
  );
  return {
    lists,
    live: reads.every(({ live }) => live),
    isFetching: reads.some(({ isFetching }) => isFetching),
    error: reads.find(({ error }) => error !== null)?.error ?? null,
    readAgain,
  };
}
