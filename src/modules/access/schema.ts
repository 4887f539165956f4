import { z } from 'zod';
import { CutoffHour, Slug, TimeZone } from '@/modules/venues/schema';
import { Email, Name, Text } from '@/platform/input/fields';
import { MAX_PASSWORD_LENGTH, passwordLength } from './password';

/** POST /api/setup: the first owner and their venue. Which passwords may be set: server/password-rules.ts. */
export const SetupInput = z.strictObject({
  name: Name(120),
  email: Email.transform((email) => email.toLowerCase()),
  password: Text.refine((password) => passwordLength(password) <= MAX_PASSWORD_LENGTH, 'too long'),
  businessName: Name(120),
  /** Made from the name when left out. */
  slug: Slug.optional(),
  timeZone: TimeZone,
  cutoffHour: CutoffHour.default(4),
});
export type SetupInput = z.infer<typeof SetupInput>;

/** POST /api/demo/borrar */
export const EraseDemoInput = z.strictObject({});
