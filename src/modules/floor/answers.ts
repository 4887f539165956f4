import * as z from 'zod/mini';
import { Service } from '@/modules/services/wire';
import { Block, Combination, DiningTable, Zone } from '@/modules/tables/wire';

/** A booking that does not fit a change: its table is gone or too small, or nobody is taken at its time any more. */
const Stranded = z.object({
  id: z.string(),
  code: z.string(),
  customerName: z.string(),
  guestCount: z.int(),
  reservedAt: z.string(),
  businessDay: z.string(),
  tableName: z.nullable(z.string()),
});

export type Stranded = z.infer<typeof Stranded>;

/** The bookings that a change leaves without what they were promised, by their time. */
export const StrandedList = z.array(Stranded);
const stranded = StrandedList;

/** The answers of writes: the row as it is after them, or would be where only a preview was asked for. */
export const ZoneAnswer = z.object({ zone: Zone, stranded });
export const TableAnswer = z.object({ table: DiningTable, stranded });
export const CombinationAnswer = z.object({ combination: Combination, stranded });
export const BlockAnswer = z.object({ block: Block, stranded });
export const ServiceAnswer = z.object({ service: Service, stranded });

/** The answer of a removal; `seq` is null where only a preview was asked for. */
export const RowRemoved = z.object({ id: z.string(), stranded, seq: z.nullable(z.int()) });
