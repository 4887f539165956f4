import * as z from 'zod/mini';
import { requestJson } from '@/platform/browser/http';
import type { OutageReport } from '@/realtime/client/outage';
import { AuditReply } from '../audit-answers';
import type { AuditAnswerInput } from '../schema';

export type AuditAnswer = z.input<typeof AuditAnswerInput>;

const Recorded = z.object({ recorded: z.boolean() });

/** What a device reports to the server about itself. Each call throws ApiError. */
export const deviceApi = {
  answerAudit: (businessId: string, body: AuditAnswer) =>
    requestJson('/api/monitor/auditoria', { answer: AuditReply, method: 'POST', query: { businessId }, body }),

  /** The request survives the page. */
  reportOutage: (businessId: string, body: OutageReport) =>
    requestJson('/api/monitor/incidencias', {
      answer: Recorded,
      method: 'POST',
      query: { businessId },
      body,
      keepalive: true,
    }),
};
