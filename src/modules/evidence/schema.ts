import * as z from 'zod';
import { Day, Line, orAbsent } from '@/platform/input/fields';

/** GET /api/evidencia/exportar */
export const ExportEvidenceInput = z.strictObject({ day: Day, format: z.enum(['csv', 'json']).default('json') });
export type ExportEvidenceInput = z.infer<typeof ExportEvidenceInput>;

/** The parts of a night's evidence, in the order in which they are read. */
export const PARTS = ['counted', 'held', 'refused', 'incidents'] as const;
export type Part = (typeof PARTS)[number];

/** A position in a night, as a page's `next` gives it: a part of it, and the key of the last row that was read there. */
const Position = Line(240).pipe(
  z.string().regex(/^(counted:\d{0,15}|held:([\w.:-]{1,100}\/[\da-f]{64})?|(refused|incidents):[\w-]{0,64})$/),
);

/** The most rows of one page. */
export const MAX_PAGE = 2_000;

/** GET /api/evidencia */
export const EvidenceInput = z.strictObject({
  day: Day,
  after: orAbsent(Position),
  limit: orAbsent(z.coerce.number().int().min(1).max(MAX_PAGE)),
});
export type EvidenceInput = z.infer<typeof EvidenceInput>;
