import * as z from 'zod/mini';
import { requestJson } from '@/platform/browser/http';
import { THEMES, type Theme } from '@/ui/theme-cookie';

const Saved = z.object({ theme: z.enum(THEMES) });

/** Stores the choice of light or dark for this browser on the server. */
export async function saveTheme(theme: Theme): Promise<void> {
  await requestJson('/api/theme', { method: 'PUT', body: { theme }, answer: Saved });
}
