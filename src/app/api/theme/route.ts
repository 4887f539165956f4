import { z } from 'zod';
import { methods } from '@/server/methods';
import { readBody } from '@/server/request-input';
import { handled, jsonResponse, parseInput } from '@/server/route';
import { THEME_COOKIE, THEMES } from '@/ui/theme-cookie';

const Choice = z.strictObject({ theme: z.enum(THEMES) });
const YEAR = 60 * 60 * 24 * 365;

/** Remembers the choice of light or dark, so that the server renders it and nothing flashes. */
const remember = handled(async (request) => {
  const { theme } = parseInput(Choice, await readBody(request));
  const seconds = theme === 'system' ? 0 : YEAR;
  const cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
  return jsonResponse({ theme }, 200, { 'set-cookie': cookie });
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ PUT: remember });
