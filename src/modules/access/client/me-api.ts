import * as z from 'zod/mini';
import { requestJson } from '@/platform/browser/http';

const Me = z.object({ user: z.object({ id: z.string() }) });

/** Who is signed in. Throws ApiError. */
export function readMe(): Promise<z.infer<typeof Me>> {
  return requestJson('/api/me', { answer: Me });
}
