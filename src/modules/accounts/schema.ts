import * as z from 'zod';
import { Email, Name, Text } from '@/platform/input/fields';

const Password = Text.min(1).max(1024);

/** PUT /api/me/nombre */
export const NameInput = z.strictObject({ name: Name(120) });

/** PUT /api/me/correo */
export const EmailInput = z.strictObject({
  email: Email.transform((email) => email.toLowerCase()),
  password: Password,
});
export type EmailInput = z.infer<typeof EmailInput>;

/** POST /api/correo */
export const EmailTokenInput = z.strictObject({ token: Text.max(200) });

/** POST /api/me/segundo-factor, …/quitar and …/codigos */
export const OwnPasswordInput = z.strictObject({ password: Password });
export type OwnPasswordInput = z.infer<typeof OwnPasswordInput>;

/** PUT /api/me/segundo-factor */
export const FirstCodeInput = z.strictObject({ code: Text.trim().min(1).max(40) });
export type FirstCodeInput = z.infer<typeof FirstCodeInput>;
