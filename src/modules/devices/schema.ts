import * as z from 'zod';
import { PROFILES } from '@/modules/access/context';
import { MAX_GATES } from '@/modules/gates/rules';
import { Id, InstantText, Line, Name, orAbsent, orNull, Text } from '@/platform/input/fields';

export const ListDevicesInput = z.strictObject({});

const DeviceName = Name(60);
const Gates = z
  .array(Id)
  .max(MAX_GATES)
  .transform((ids) => [...new Set(ids)]);

/** POST /api/puerta/dispositivos */
export const CreateDeviceInput = z.strictObject({
  name: DeviceName,
  /** Where it may count; empty for every gate. */
  gateIds: Gates.default([]),
  profile: z.enum(PROFILES),
  /** When it ends by itself; without it, it acts until it is revoked. */
  validUntil: orNull(InstantText),
});
export type CreateDeviceInput = z.infer<typeof CreateDeviceInput>;

/** PUT /api/puerta/dispositivos/[id]. A field that is absent stays as it is. */
export const UpdateDeviceInput = z.strictObject({
  id: Id,
  name: DeviceName.optional(),
  gateIds: Gates.optional(),
  profile: z.enum(PROFILES).optional(),
  validUntil: orNull(InstantText),
});
export type UpdateDeviceInput = z.infer<typeof UpdateDeviceInput>;

export const DeviceId = z.strictObject({ id: Id });
export type DeviceId = z.infer<typeof DeviceId>;

/** POST /api/puerta/vincular: what the address holds after its #, or the letters that a person typed. */
export const PairInput = z.union([
  z.strictObject({ token: Text.max(300) }),
  z.strictObject({
    code: Text.max(40).transform((typed) => typed.toUpperCase().replace(/[^A-Z]/g, '')),
  }),
]);
export type PairInput = z.infer<typeof PairInput>;

const Count = z.number().int().min(0).max(1_000_000_000);

/** What a phone tells of itself. */
export const DeviceStateInput = z.strictObject({
  /** Counts that it has not handed over. */
  queued: Count,
  version: orAbsent(Line(60)),
  /** In percent. */
  battery: z.number().int().min(0).max(100).optional(),
  /** The newest event of the venue that it has seen. */
  seq: Count.optional(),
});
export type DeviceStateInput = z.infer<typeof DeviceStateInput>;
