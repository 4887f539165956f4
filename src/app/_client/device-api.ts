import * as z from 'zod/mini';
import { AuditReply } from '@/domain/monitor/audit-answers';
import type { AuditAnswerInput } from '@/domain/monitor/schema';
import type { OutageReport } from '@/realtime/client/outage';
import { requestJson } from './http';

export type AuditAnswer = z.input<typeof AuditAnswerInput>;

const Recorded = z.object({ recorded: z.boolean() });

/** What a device tells the server of itself. Each throws ApiError. */
export const deviceApi = {
  answerAudit: (businessId: string, body: AuditAnswer) =>
    requestJson('/api/monitor/auditoria', { answer: AuditReply, method: 'POST', query: { businessId }, body }),

  /** Outlives the page. */
  reportOutage: (businessId: string, body: OutageReport) =>
    requestJson('/api/monitor/incidencias', {
      answer: Recorded,
      method: 'POST',
      query: { businessId },
      body,
      keepalive: true,
    }),
};
