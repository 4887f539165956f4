import * as z from 'zod';
import { Id } from '@/platform/input/fields';

export const GetPassInput = z.strictObject({
  id: Id,
  format: z.enum(['json', 'svg', 'png']).default('json'),
});
export type GetPassInput = z.infer<typeof GetPassInput>;
