'use server';
import { cookies } from 'next/headers';
import { parseTheme, THEME_COOKIE } from '@/ui/theme-cookie';

const YEAR = 60 * 60 * 24 * 365;

/** Remembers the choice of light or dark, so that the server renders it and nothing flashes. */
export async function saveTheme(choice: string): Promise<void> {
  const theme = parseTheme(choice);
  const jar = await cookies();
  if (theme === 'system') jar.delete(THEME_COOKIE);
  else jar.set(THEME_COOKIE, theme, { maxAge: YEAR, sameSite: 'lax', httpOnly: true });
}
