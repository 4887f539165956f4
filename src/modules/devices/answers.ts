import * as z from 'zod/mini';
import { PROFILES } from '@/modules/access/context';
import { Device } from './wire';

/** GET /api/puerta/dispositivos: those that were not revoked, by name. */
export const DeviceList = z.object({ devices: z.array(Device), cursor: z.string() });

/** PUT /api/puerta/dispositivos/[id] */
export const DeviceAnswer = z.object({ device: Device });

/** POST /api/puerta/dispositivos and /[id]/vinculo. Address and code are in this answer only. */
export const Pairing = z.object({
  id: z.string(),
  /** The page that pairs the phone which opens it, once. */
  pairUrl: z.string(),
  /** Eight letters that do the same when they are typed. */
  pairCode: z.string(),
  expiresAt: z.string(),
});
export type Pairing = z.infer<typeof Pairing>;

/** DELETE /api/puerta/dispositivos/[id] */
export const DeviceRevoked = z.object({ id: z.string() });

/** POST /api/puerta/vincular. The phone's cookie comes with it. */
export const Paired = z.object({
  id: z.string(),
  name: z.string(),
  profile: z.enum(PROFILES),
  venue: z.string(),
});
export type Paired = z.infer<typeof Paired>;

/** POST /api/puerta/estado */
export const StateTaken = z.object({
  recorded: z.boolean(),
  /** What the device is called and may do now, by which an open page learns of a change. */
  device: z.object({ name: z.string(), profile: z.enum(PROFILES), gateIds: z.array(z.string()) }),
});
