import { AuditAnswerInput } from '@/domain/monitor/schema';
import { methods } from '@/server/methods';
import { answerAudit } from '@/server/monitor/answer-audit';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ input: AuditAnswerInput, run: answerAudit }),
});
