import type { Context } from '@/modules/access/context';
import type { AuditReply } from '@/modules/monitor/audit-answers';
import { judgeAnswer } from '@/modules/monitor/judge-answer';
import { hasDiffered, keepVerdict } from '@/modules/monitor/keep-verdict';
import type { AuditAnswerInput } from '@/modules/monitor/schema';
import { DomainError } from '@/platform/errors';
import { log } from '@/platform/log';
import { instanceId, listStreams, localStreams } from '../presence';
import { answered } from './auditor';
import { counted } from './budget';
import { type Check, readCheckId, verdictId } from './check-id';
import { auditVerdicts } from './verdicts';

/** How many times a device is told to answer again until another process has listed its stream. */
const MAX_UNSEEN = 3;

/**
 * Judges a device's answer to a device check, then stores and counts its verdict, once. Only the device that was asked
 * may answer, on the stream that was asked or, after a difference, on the stream that followed it. Throws NOT_FOUND for
 * any other answer, which stores nothing, and RATE_LIMITED.
 */
export async function answerAudit(ctx: Context, answer: AuditAnswerInput): Promise<AuditReply> {
  await counted('audits', ctx.userId);
  const { connectionId, hidden, healed, cursor } = answer;
  const check = readCheckId(answer.auditId, { businessId: ctx.venue.id, userId: ctx.userId }, ctx.now.getTime());
  const stream = check && (await lookFor(ctx, check, answer));
  if (!check || !stream || (stream === 'unseen' && answer.attempt >= MAX_UNSEEN)) throw new DomainError('NOT_FOUND');
  if (stream === 'unseen') return { next: 'again' };
  const { reply, rows, differences } = await judgeAnswer(ctx, answer);
  if (reply.next !== 'done') return reply;
  const { verdict } = reply;
  answered(check.connectionId);
  const kept = await keepVerdict({
    ...{
      id: verdictId(check, healed),
      businessId: ctx.venue.id,
      userId: ctx.userId,
      device: ctx.request.device ?? '?',
      at: ctx.now,
    },
    ...{ connectionId, verdict, seq: cursor.seq, rows, hidden, differences },
  });
  if (!kept) return reply;
  auditVerdicts.inc({ verdict });
  const line = { businessId: ctx.venue.id, requestId: ctx.requestId, connectionId, verdict, seq: cursor.seq, rows };
  if (verdict === 'differs') log().error({ ...line, differences }, 'audit');
  else log().info(line, 'audit');
  return reply;
}

/**
 * The state of the stream that answers, if it is the permitted one. A process knows its own streams. For a stream of
 * another process, the id of the check proves that it was open a moment ago, because the id is sent on that stream
 * only. A stream that followed after a difference was not asked, so it is searched among the streams of all processes,
 * where one of another process may not be listed for a moment.
 */
async function lookFor(
  ctx: Context,
  check: Check,
  { connectionId, healed }: AuditAnswerInput,
): Promise<'open' | 'unseen' | null> {
  const isOwn = (stream: { connectionId: string; userId: string }) =>
    stream.connectionId === connectionId && stream.userId === ctx.userId;
  if (healed) {
    if (!(await hasDiffered(ctx.venue.id, verdictId(check, false)))) return null;
    return (await listStreams([ctx.venue.id])).some(isOwn) ? 'open' : 'unseen';
  }
  if (connectionId !== check.connectionId) return null;
  return check.instanceId !== instanceId() || localStreams([ctx.venue.id]).some(isOwn) ? 'open' : null;
}
