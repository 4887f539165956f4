import * as z from 'zod/mini';
import { THEMES, type Theme } from '@/ui/theme-cookie';
import { requestJson } from './http';

const Saved = z.object({ theme: z.enum(THEMES) });

/** Has the server remember the choice of light or dark in this browser. */
export async function saveTheme(theme: Theme): Promise<void> {
  await requestJson('/api/theme', { method: 'PUT', body: { theme }, answer: Saved });
}
