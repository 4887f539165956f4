import { judgeAnswer } from '@/domain/monitor/judge-answer';
import { keepVerdict } from '@/domain/monitor/keep-verdict';
import type { AuditAnswerInput, AuditReply } from '@/domain/monitor/schema';
import type { Context } from '@/domain/people/context';
import { log } from '../log';
import { auditVerdicts } from '../metrics/instruments';
import { answered } from './auditor';
import { counted } from './budget';

/** A device's answer to an audit: judged, kept when it comes to a verdict, and counted. Throws RATE_LIMITED. */
export async function answerAudit(ctx: Context, answer: AuditAnswerInput): Promise<AuditReply> {
  await counted('audits', ctx.userId);
  const { reply, rows, differences } = await judgeAnswer(ctx, answer);
  if (reply.next !== 'done') return reply;
  const { connectionId, hidden, cursor } = answer;
  const { verdict } = reply;
  answered(connectionId);
  auditVerdicts.inc({ verdict });
  const line = { businessId: ctx.venue.id, requestId: ctx.requestId, connectionId, verdict, seq: cursor.seq, rows };
  if (verdict === 'differs') log().error({ ...line, differences }, 'audit');
  else log().info(line, 'audit');
  await keepVerdict({
    ...{ businessId: ctx.venue.id, userId: ctx.userId, device: ctx.device ?? '?', at: ctx.now },
    ...{ connectionId, verdict, seq: cursor.seq, rows, hidden, differences },
  });
  return reply;
}
