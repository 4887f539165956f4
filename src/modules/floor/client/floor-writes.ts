import * as z from 'zod/mini';
import type { Service } from '@/modules/services/wire';
import type { Block, Combination, DiningTable, Zone } from '@/modules/tables/wire';
import { ApiError, type RequestOptions, requestJson } from '@/platform/browser/http';
import {
  BlockAnswer,
  CombinationAnswer,
  RowRemoved,
  ServiceAnswer,
  type Stranded,
  StrandedList,
  TableAnswer,
  ZoneAnswer,
} from '../answers';

/** Whether a change is only asked about, or wanted although bookings do not fit it. */
export interface Decision {
  readonly preview?: boolean;
  readonly confirm?: boolean;
}

type Known = Readonly<{ id: string; version: number }>;
type FieldsOf<Row> = Omit<Row, 'id' | 'version'>;

interface Written<Row> {
  readonly row: Row;
  readonly stranded: readonly Stranded[];
}

/** The writes of one noun of a venue's plan. All throw ApiError; a row that somebody has changed meanwhile is VERSION_CONFLICT. */
function writesOf<Row extends Known, Answer extends { stranded: Stranded[] }>(
  path: string,
  answer: RequestOptions<Answer>['answer'],
  rowOf: (answer: Answer) => Row,
) {
  const at = (row: Known) => ({
    path: `${path}/${encodeURIComponent(row.id)}`,
    headers: { 'if-match': `"${row.version}"` },
  });
  const written = (told: Answer): Written<Row> => ({ row: rowOf(told), stranded: told.stranded });
  return {
    create: async (businessId: string, fields: Partial<FieldsOf<Row>>, decision: Decision = {}) =>
      written(await requestJson(path, { method: 'POST', answer, body: { businessId, ...fields, ...decision } })),
    async update(businessId: string, row: Known, changes: Partial<FieldsOf<Row>>, decision: Decision = {}) {
      const { path: address, headers } = at(row);
      const body = { businessId, ...changes, ...decision };
      return written(await requestJson(address, { method: 'PUT', answer, headers, body }));
    },
    async remove(businessId: string, row: Known, { preview = false, confirm = false }: Decision) {
      const { path: address, headers } = at(row);
      const query = { businessId, preview: String(preview), confirm: String(confirm) };
      return requestJson(address, { method: 'DELETE', answer: RowRemoved, headers, query });
    },
  };
}

export const zoneWrites = writesOf<Zone, z.infer<typeof ZoneAnswer>>('/api/zonas', ZoneAnswer, ({ zone }) => zone);
export const tableWrites = writesOf<DiningTable, z.infer<typeof TableAnswer>>(
  '/api/mesas',
  TableAnswer,
  ({ table }) => table,
);
export const combinationWrites = writesOf<Combination, z.infer<typeof CombinationAnswer>>(
  '/api/combinaciones',
  CombinationAnswer,
  ({ combination }) => combination,
);
export const serviceWrites = writesOf<Service, z.infer<typeof ServiceAnswer>>(
  '/api/servicios',
  ServiceAnswer,
  ({ service }) => service,
);
export const blockWrites = writesOf<Block, z.infer<typeof BlockAnswer>>(
  '/api/bloqueos',
  BlockAnswer,
  ({ block }) => block,
);

/** The bookings that a refused change would strand; null where it was refused for another reason. */
export function strandedOf(error: unknown): readonly Stranded[] | null {
  if (!(error instanceof ApiError) || error.code !== 'BOOKINGS_STRANDED') return null;
  return z.object({ stranded: StrandedList }).safeParse(error.problem).data?.stranded ?? [];
}
