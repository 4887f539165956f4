'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { floorApi } from '@/modules/tables/client/floor-api';
import { labelOf } from '@/modules/tables/rules';

/** An answer is used again for this many milliseconds. */
const FRESH_MS = 60_000;

/** What people read of tables, by their ids; null while the venue's tables are not known, and where it has none. */
export function useTableNames(businessId: string): ((tableIds: readonly string[]) => string) | null {
  const { data } = useQuery({
    queryKey: ['dining-table', businessId, 'names'],
    queryFn: ({ signal }) => floorApi.tables(businessId, signal),
    staleTime: FRESH_MS,
  });
  return useMemo(() => {
    if (!data || data.rows.length === 0) return null;
    const names = new Map(data.rows.map(({ id, name }) => [id, name]));
    return (tableIds) => labelOf(tableIds.flatMap((id) => names.get(id) ?? []));
  }, [data]);
}
