import * as z from 'zod';
import { LOCALES } from '@/i18n/locale';
import { CutoffHour, Slug, TimeZone } from '@/modules/venues/schema';
import { Email, Id, Name, Text } from '@/platform/input/fields';
import { NOTICE_CHOICES } from './answers';
import { MAX_PASSWORD_LENGTH, passwordLength } from './password';

/** As it is sent; password-rules.ts says which may be set. */
export const NewPassword = Text.refine((password) => passwordLength(password) <= MAX_PASSWORD_LENGTH, 'too long');

/** POST /api/setup: the first owner and their venue. Which passwords are allowed: password-rules.ts. */
export const SetupInput = z.strictObject({
  name: Name(120),
  email: Email.transform((email) => email.toLowerCase()),
  password: NewPassword,
  businessName: Name(120),
  /** Derived from the name when it is absent. */
  slug: Slug.optional(),
  timeZone: TimeZone,
  cutoffHour: CutoffHour.default(4),
});
export type SetupInput = z.infer<typeof SetupInput>;

/** The body as it is sent, with the code, which is checked before the rest of the body is validated. */
export const SetupRequest = SetupInput.extend({ setupCode: z.string() });

/** POST /api/locales: another venue of an owner, with the fields of /api/setup. */
export const NewVenueInput = z.strictObject({
  name: Name(120),
  /** Derived from the name when it is absent. */
  slug: Slug.optional(),
  timeZone: TimeZone,
  cutoffHour: CutoffHour.default(4),
});
export type NewVenueInput = z.infer<typeof NewVenueInput>;

/** GET /api/me: other parameters of the query are ignored. */
export const NoInput = z.object({});

/** PUT /api/me/idioma */
export const LanguageInput = z.strictObject({ locale: z.enum(LOCALES) });

/** PUT /api/me/avisos */
export const NoticesInput = z.strictObject({ notices: z.enum(NOTICE_CHOICES) });

/** POST /api/demo/borrar */
export const EraseDemoInput = z.strictObject({});

/** DELETE /api/sesiones/[id] */
export const SessionId = z.strictObject({ id: Id });

/** PUT /api/me/contrasena. Which new passwords are allowed: password-rules.ts. */
export const PasswordInput = z.strictObject({ current: Text.min(1).max(1024), password: NewPassword });
export type PasswordInput = z.infer<typeof PasswordInput>;
