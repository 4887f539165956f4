import * as z from 'zod/mini';

export const AuditVerdict = z.enum(['in-sync', 'differs', 'healed', 'moved', 'silent']);
export type AuditVerdict = z.infer<typeof AuditVerdict>;

/** What the device must do next; `closer` lists, per day, the buckets whose rows the device must send. */
export const AuditReply = z.discriminatedUnion('next', [
  z.object({ next: z.literal('again') }),
  z.object({ next: z.literal('closer'), closer: z.record(z.string(), z.array(z.int())) }),
  z.object({ next: z.literal('done'), verdict: AuditVerdict }),
]);
export type AuditReply = z.infer<typeof AuditReply>;
