import * as z from 'zod/mini';
import { DIRECTIONS } from './rules';

/** A gate, as answers and events have it. */
export const Gate = z.object({
  id: z.string(),
  name: z.string(),
  direction: z.enum(DIRECTIONS),
  /** Whether devices may choose it. */
  active: z.boolean(),
  /** For `If-Match`: it rises with every change. */
  version: z.int(),
});
export type Gate = z.infer<typeof Gate>;
