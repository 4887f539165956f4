import * as z from 'zod';
import { KEY_PERMISSIONS, type Permission } from '@/modules/access/context';
import { Id, InstantText, Name, orNull } from '@/platform/input/fields';

/** GET /api/claves */
export const ListKeysInput = z.strictObject({});

const KeyPermission = z.enum(KEY_PERMISSIONS as [Permission, ...Permission[]]);

/** POST /api/claves. Which of the permissions may be given is a rule: create-key.ts. */
export const CreateKeyInput = z.strictObject({
  name: Name(60),
  permissions: z
    .array(KeyPermission)
    .min(1)
    .max(KEY_PERMISSIONS.length)
    .transform((names) => KEY_PERMISSIONS.filter((name) => names.includes(name))),
  /** When the key ends by itself; without it, it acts until it is revoked. */
  expiresAt: orNull(InstantText),
});
export type CreateKeyInput = z.infer<typeof CreateKeyInput>;

/** DELETE /api/claves/[id] */
export const KeyId = z.strictObject({ id: Id });
export type KeyId = z.infer<typeof KeyId>;
