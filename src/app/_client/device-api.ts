import type { z } from 'zod';
import type { AuditAnswerInput, AuditReply } from '@/domain/monitor/schema';
import type { OutageReport } from '@/realtime/client/outage';
import { requestJson } from './http';

export type AuditAnswer = z.input<typeof AuditAnswerInput>;

/** What a device tells the server of itself. Each throws ApiError. */
export const deviceApi = {
  answerAudit: (businessId: string, body: AuditAnswer) =>
    requestJson<AuditReply>('/api/monitor/auditoria', { method: 'POST', query: { businessId }, body }),

  /** Outlives the page. */
  reportOutage: (businessId: string, body: OutageReport) =>
    requestJson('/api/monitor/incidencias', { method: 'POST', query: { businessId }, body, keepalive: true }),
};
