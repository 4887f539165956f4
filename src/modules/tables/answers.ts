import * as z from 'zod/mini';
import { Block, Combination, DiningTable, Zone } from './wire';

/** GET /api/zonas: in their order. */
export const ZoneList = z.object({ zones: z.array(Zone), cursor: z.string() });

/** GET /api/mesas: by name. */
export const TableList = z.object({ tables: z.array(DiningTable), cursor: z.string() });

/** GET /api/combinaciones */
export const CombinationList = z.object({ combinations: z.array(Combination), cursor: z.string() });

/** GET /api/bloqueos: those that are not over, by their beginning. */
export const BlockList = z.object({ blocks: z.array(Block), cursor: z.string() });
