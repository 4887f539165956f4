import { keepVerdict } from '@/modules/monitor/keep-verdict';
import { env } from '@/platform/env';
import type { StreamInfo } from '@/platform/fleet/stream-lists';
import { log } from '@/platform/log';
import { shared } from '@/platform/shared';
import { askStream, localStreams } from '../presence';
import { type Check, checkId, verdictId } from './check-id';
import { auditVerdicts } from './verdicts';

export const AUDIT_TICK_MS = 5_000;
/** A device that has not answered by then is silent. */
const ANSWER_MS = 30_000;
/** A stream is first left to settle. */
const YOUNG_MS = 20_000;

interface Asked {
  readonly stream: StreamInfo;
  readonly check: Check;
}

const pending = () => shared('monitor.pending', () => new Map<string, Asked>());

/**
 * One look of the auditor: asks a share of this process's streams, drawn at random so that each is asked about once in AUDIT_PERIOD_MS and
 * never all at once, and notes those that did not answer.
 */
export async function auditDevices(now = Date.now(), random = Math.random): Promise<void> {
  await noteSilent(now);
  const share = AUDIT_TICK_MS / env().AUDIT_PERIOD_MS;
  for (const stream of localStreams('all')) {
    const settled = now - stream.openedAt > YOUNG_MS && stream.sentSeq === stream.head && stream.unsentBytes === 0;
    if (settled && random() < share && !pending().has(stream.connectionId)) await ask(stream, now);
  }
}

/** Asks one device now. False when its stream has gone. */
export async function ask(stream: StreamInfo, now = Date.now()): Promise<boolean> {
  const { businessId, userId, connectionId, instanceId } = stream;
  const check = { businessId, userId, connectionId, instanceId, askedAt: now };
  if (!(await askStream(connectionId, checkId(check)))) return false;
  pending().set(connectionId, { stream, check });
  return true;
}

/** The device has answered, to this process. */
export function answered(connectionId: string): void {
  pending().delete(connectionId);
}

async function noteSilent(now: number): Promise<void> {
  const late = [...pending().values()].filter(({ check }) => now - check.askedAt > ANSWER_MS);
  if (late.length === 0) return;
  const open = new Set(localStreams('all').map(({ connectionId }) => connectionId));
  for (const { stream, check } of late) {
    const { businessId, connectionId, userId, device, startSeq } = stream;
    pending().delete(connectionId);
    if (!open.has(connectionId)) continue;
    // It may have answered to another process.
    const kept = await keepVerdict({
      ...{ id: verdictId(check, false), businessId, connectionId, userId, device, verdict: 'silent', seq: startSeq },
      ...{ rows: 0, hidden: false, differences: [], at: new Date(now) },
    });
    if (!kept) continue;
    auditVerdicts.inc({ verdict: 'silent' });
    log().info({ businessId, connectionId, verdict: 'silent' }, 'audit');
  }
}
