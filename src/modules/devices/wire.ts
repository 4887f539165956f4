import * as z from 'zod/mini';
import { PROFILES } from '@/modules/access/context';

/** A paired phone, as answers and events have it: never its secrets. */
export const Device = z.object({
  id: z.string(),
  name: z.string(),
  profile: z.enum(PROFILES),
  /** Where it may count; empty for every gate. */
  gateIds: z.array(z.string()),
  /** When it ends by itself; null for never. */
  validUntil: z.nullable(z.string()),
  createdAt: z.string(),
  /** When its phone was paired; null before the first. */
  pairedAt: z.nullable(z.string()),
  /** Until when its newest pairing may be used; null once it was. */
  pairExpiresAt: z.nullable(z.string()),
  /** When its phone last told of itself. */
  seenAt: z.nullable(z.string()),
  /** How many counts the phone had not handed over then. */
  queued: z.nullable(z.int()),
  /** In percent, where the phone tells. */
  battery: z.nullable(z.int()),
  /** Of the application that the phone runs. */
  appVersion: z.nullable(z.string()),
  /** How many events of the venue the phone had not seen yet. */
  behind: z.nullable(z.int()),
  /** For `If-Match`: it rises with every change. */
  version: z.int(),
});
export type Device = z.infer<typeof Device>;
