import * as z from 'zod/mini';
import { DATE_ORDERS, FATES, FIELDS, REASONS, TABLE_FATES } from './rules';

const Import = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.enum(['RUNNING', 'DONE', 'UNDOING', 'UNDONE']),
  total: z.int(),
  invalid: z.int(),
  past: z.int(),
  same: z.int(),
  created: z.int(),
  failed: z.int(),
  removed: z.int(),
  kept: z.int(),
  /** Who made it; null once the account is gone. */
  by: z.nullable(z.string()),
  createdAt: z.string(),
  endedAt: z.nullable(z.string()),
});
export type Import = z.infer<typeof Import>;

/** GET /api/importaciones: the newest first. */
export const ImportList = z.object({ imports: z.array(Import), cursor: z.string() });
export type ImportList = z.infer<typeof ImportList>;

/** A reservation that stays when its import is taken back, since somebody has changed it or counted its people. */
const Stay = z.object({
  id: z.string(),
  code: z.string(),
  customerName: z.string(),
  reservedAt: z.string(),
  businessDay: z.string(),
});

/** GET /api/importaciones/[id] */
export const OneImport = z.object({ import: Import, stays: z.array(Stay) });
export type OneImport = z.infer<typeof OneImport>;

const Fate = z.object({
  line: z.int(),
  fate: z.enum(FATES),
  /** Of an invalid row: where it is wrong, and why. */
  field: z.nullable(z.enum(FIELDS)),
  reason: z.nullable(z.enum(REASONS)),
  name: z.string(),
  guestCount: z.nullable(z.int()),
  reservedAt: z.nullable(z.string()),
  /** Of a new row that names a table, where the venue has tables. */
  table: z.nullable(z.enum(TABLE_FATES)),
});
export type RowFate = z.infer<typeof Fate>;

/** What an import would do. */
export const ImportPreview = z.object({
  heads: z.array(z.string()),
  /** The first cells of each column, as they stand in the file. */
  samples: z.array(z.array(z.string())),
  columns: z.partialRecord(z.enum(FIELDS), z.int()),
  dateOrder: z.enum(DATE_ORDERS),
  /** Fields that each row needs and no column holds: then no row is judged. */
  missing: z.array(z.enum(FIELDS)),
  counts: z.object({ new: z.int(), same: z.int(), past: z.int(), invalid: z.int() }),
  rows: z.array(Fate),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** POST /api/importaciones: the preview, or the import that has begun. */
export const ImportAnswer = z.object({ preview: z.optional(ImportPreview), import: z.optional(Import) });
export type ImportAnswer = z.infer<typeof ImportAnswer>;

/** DELETE /api/importaciones/[id] */
export const UndoneImport = z.object({ import: Import });
export type UndoneImport = z.infer<typeof UndoneImport>;
