import * as z from 'zod';
import { Email, Id, Line, orAbsent } from '@/platform/input/fields';

/** A guest, named by a phone as people write it, by an e-mail, or by a reservation that is theirs: exactly one of them. */
export const PersonInput = z
  .strictObject({
    phone: orAbsent(Line(60).pipe(z.string().min(1))),
    email: orAbsent(Email.transform((email) => email.toLowerCase())),
    reservationId: Id.optional(),
  })
  .refine(
    (named) => Object.values(named).filter((value) => value !== undefined).length === 1,
    'one of phone, email and reservationId',
  );
export type PersonInput = z.infer<typeof PersonInput>;
