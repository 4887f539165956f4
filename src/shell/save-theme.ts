import * as z from 'zod/mini';
import { requestJson } from '@/platform/browser/http';
import { THEMES, type Theme } from '@/ui/theme-cookie';

const Saved = z.object({ theme: z.enum(THEMES) });

/** Has the server remember the choice of light or dark in this browser. */
export async function saveTheme(theme: Theme): Promise<void> {
  await requestJson('/api/theme', { method: 'PUT', body: { theme }, answer: Saved });
}
