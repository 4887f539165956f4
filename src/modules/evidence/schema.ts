import * as z from 'zod';
import { Day } from '@/platform/input/fields';

/** GET /api/evidencia/exportar */
export const ExportEvidenceInput = z.strictObject({ day: Day, format: z.enum(['csv', 'json']).default('json') });
export type ExportEvidenceInput = z.infer<typeof ExportEvidenceInput>;
