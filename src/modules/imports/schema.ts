import * as z from 'zod';
import { Id, Name } from '@/platform/input/fields';
import { DATE_ORDERS, FIELDS, FILE } from './rules';

/** Base64 of the file; a longer one is refused before it is read. */
const Content = z.base64().max(Math.ceil(FILE.bytes / 3) * 4);

const Column = z
  .int()
  .min(0)
  .max(FILE.columns - 1);

/** POST /api/importaciones */
export const ImportInput = z.strictObject({
  fileName: Name(200),
  content: Content,
  /** Answers what would become of each row, and writes nothing. */
  preview: z.boolean().default(false),
  /** Which column, from 0, holds what; guessed from the heads of the file without it. */
  columns: z.partialRecord(z.enum(FIELDS), Column).optional(),
  /** Which of day and month comes first; guessed from the dates of the file without it. */
  dateOrder: z.enum(DATE_ORDERS).optional(),
});
export type ImportInput = z.infer<typeof ImportInput>;

/** The most bytes of the request: the content, and what stands around it. */
export const IMPORT_BODY_BYTES = Math.ceil(FILE.bytes / 3) * 4 + 64 * 1024;

/** GET /api/importaciones */
export const ListImportsInput = z.strictObject({});

/** GET and DELETE /api/importaciones/[id] */
export const ImportId = z.strictObject({ id: Id });
export type ImportId = z.infer<typeof ImportId>;
