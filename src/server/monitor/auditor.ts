import { keepVerdict } from '@/modules/monitor/keep-verdict';
import { env } from '@/platform/env';
import type { StreamInfo } from '@/platform/fleet/stream-lists';
import { log } from '@/platform/log';
import { shared } from '@/platform/shared';
import { askStream, isOpenHere, sampleStreams } from '../presence';
import { type Check, checkId, verdictId } from './check-id';
import { auditVerdicts } from './verdicts';

export const AUDIT_TICK_MS = 5_000;
/** A device that has not answered after this time is recorded as silent. */
const ANSWER_MS = 30_000;
/** A stream is not checked until it is older than this. */
const YOUNG_MS = 20_000;

interface Asked {
  readonly stream: StreamInfo;
  readonly check: Check;
}

const pending = () => shared('monitor.pending', () => new Map<string, Asked>());

/**
 * One round of device checks: asks a share of this process's streams, chosen at random so that each is asked about once
 * per AUDIT_PERIOD_MS and never all at once, and records those that did not answer.
 */
export async function auditDevices(now = Date.now(), random = Math.random): Promise<void> {
  await recordSilent(now);
  const share = AUDIT_TICK_MS / env().AUDIT_PERIOD_MS;
  for (const stream of sampleStreams(share, random)) {
    const settled = now - stream.openedAt > YOUNG_MS && stream.sentSeq === stream.head && stream.unsentBytes === 0;
    if (settled && !pending().has(stream.connectionId)) await ask(stream, now);
  }
}

/** Asks one device now. False when its stream has ended. */
export async function ask(stream: StreamInfo, now = Date.now()): Promise<boolean> {
  const { businessId, userId, connectionId, instanceId } = stream;
  const check = { businessId, userId, connectionId, instanceId, askedAt: now };
  if (!(await askStream(connectionId, checkId(check)))) return false;
  pending().set(connectionId, { stream, check });
  return true;
}

/** Records that the device has answered, to this process. */
export function answered(connectionId: string): void {
  pending().delete(connectionId);
}

async function recordSilent(now: number): Promise<void> {
  const late = [...pending().values()].filter(({ check }) => now - check.askedAt > ANSWER_MS);
  for (const { stream, check } of late) {
    const { businessId, connectionId, userId, device, startSeq } = stream;
    pending().delete(connectionId);
    if (!isOpenHere(connectionId)) continue;
    // The device may have answered to another process, so a stored verdict is kept.
    const kept = await keepVerdict({
      ...{ id: verdictId(check, false), businessId, connectionId, userId, device, verdict: 'silent', seq: startSeq },
      ...{ rows: 0, hidden: false, differences: [], at: new Date(now) },
    });
    if (!kept) continue;
    auditVerdicts.inc({ verdict: 'silent' });
    log().info({ businessId, connectionId, verdict: 'silent' }, 'audit');
  }
}
