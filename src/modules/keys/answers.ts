import * as z from 'zod/mini';

/**
 * Why a key acts, or does not: `expired` when its time is over, `paused` while whoever made it is no member of the
 * venue.
 */
const KEY_STATES = ['active', 'expired', 'paused'] as const;

const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  /** The beginning of the key, by which people recognise it. */
  prefix: z.string(),
  /** What it was given. */
  permissions: z.array(z.string()),
  /** What it may do of that now: no more than whoever made it. */
  inForce: z.array(z.string()),
  state: z.enum(KEY_STATES),
  createdBy: z.nullable(z.string()),
  createdAt: z.string(),
  expiresAt: z.nullable(z.string()),
  /** To the minute; null before its first use. */
  usedAt: z.nullable(z.string()),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** GET /api/claves: the keys that were not revoked, the newest first. */
export const KeyList = z.object({ keys: z.array(ApiKey), cursor: z.string() });
export type KeyList = z.infer<typeof KeyList>;

/** POST /api/claves. The key itself, `token`, is in this answer only. */
export const KeyCreated = z.object({ id: z.string(), token: z.string(), expiresAt: z.nullable(z.string()) });
export type KeyCreated = z.infer<typeof KeyCreated>;

/** DELETE /api/claves/[id] */
export const KeyRevoked = z.object({ id: z.string() });
