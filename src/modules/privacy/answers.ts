import * as z from 'zod/mini';

const Row = z.record(z.string(), z.unknown());

const Held = z.object({
  /** The row itself; null where it is another person's now, and only its past names this one. */
  reservation: z.nullable(Row),
  reservationId: z.string(),
  passes: z.array(Row),
  attendance: z.array(Row),
  refusedScans: z.array(Row),
  /** What they accepted, and agreed to, where they booked by themselves. */
  accepted: z.nullable(Row),
  /** The audit's entries, and the log's events. */
  changes: z.array(Row),
  events: z.array(Row),
});

/** POST /api/personas/exportar: all that is held of a guest. */
export const PersonExport = z.object({
  phone: z.nullable(z.string()),
  email: z.nullable(z.string()),
  exportedAt: z.string(),
  reservations: z.array(Held),
  /** Rows of a file whose reservations are being brought in. */
  imported: z.array(Row),
  /** Where they wait, or waited, for a table. */
  waits: z.array(Row),
  /** Invitations to the team that were sent to this address. */
  invitations: z.array(Row),
  /** E-mails that were written to them. */
  messages: z.array(Row),
});
export type PersonExport = z.infer<typeof PersonExport>;

/** POST /api/personas/borrar: from how many reservations, rows of a file, waits, invitations and messages the guest was erased. */
export const PersonErased = z.object({
  reservations: z.int(),
  imported: z.int(),
  waits: z.int(),
  invitations: z.int(),
  messages: z.int(),
});
export type PersonErased = z.infer<typeof PersonErased>;
