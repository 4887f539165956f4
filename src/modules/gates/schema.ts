import * as z from 'zod';
import { Id, Name } from '@/platform/input/fields';
import { DIRECTIONS } from './rules';

export const ListGatesInput = z.strictObject({});

const GateName = Name(40);

export const CreateGateInput = z.strictObject({ name: GateName, direction: z.enum(DIRECTIONS).default('BOTH') });
export type CreateGateInput = z.infer<typeof CreateGateInput>;

/** A field that is absent stays as it is. */
export const UpdateGateInput = z.strictObject({
  id: Id,
  name: GateName.optional(),
  direction: z.enum(DIRECTIONS).optional(),
  active: z.boolean().optional(),
});
export type UpdateGateInput = z.infer<typeof UpdateGateInput>;

export const GateId = z.strictObject({ id: Id });
export type GateId = z.infer<typeof GateId>;
