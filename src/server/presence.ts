import { randomUUID } from 'node:crypto';
import type { StreamInfo } from '@/platform/fleet/stream-lists';
import { shared } from '@/platform/shared';
import type { Departure, StreamAccount } from '@/realtime/server/stream-account';
import { closeElsewhere, fleet, listElsewhere, offerStreams } from './fleet/process';
import { hub } from './hub';

/** A stream that ended a moment ago. */
export interface GoneStream extends StreamInfo {
  readonly reason: Departure['reason'];
  readonly leftAt: number;
}

/** A closed stream's client comes back after this long. */
const CLOSE_RETRY_MS = 500;

/** This process, as long as it lives. */
export function instanceId(): string {
  return fleet()?.id ?? shared('instance', randomUUID);
}

/** Lets the other processes list and close the streams of this one. */
export function offerLocalStreams(): void {
  offerStreams({ list: localStreams, close: closeLocal });
}

/** Every open stream of these businesses; those of other processes as of a second or two ago, and not more than they list. */
export async function listStreams(businessIds: readonly string[] | 'all'): Promise<StreamInfo[]> {
  return [...localStreams(businessIds), ...(await listElsewhere(businessIds))];
}

/** Those that this very process holds. */
export function localStreams(businessIds: readonly string[] | 'all'): StreamInfo[] {
  return select(hub().streams(), businessIds).map(toInfo);
}

/** Streams that ended here lately, newest last. */
export async function listDepartures(businessIds: readonly string[] | 'all'): Promise<GoneStream[]> {
  return select(hub().departures(), businessIds)
    .map((gone) => ({ ...toInfo(gone), reason: gone.reason, leftAt: gone.leftAt }))
    .sort((a, b) => a.leftAt - b.leftAt);
}

/** Ends a stream, of another process within about a second; its device comes back by itself. False when there is no such stream. */
export async function closeStream(connectionId: string): Promise<boolean> {
  return closeLocal(connectionId) || (await closeElsewhere(connectionId));
}

function closeLocal(connectionId: string): boolean {
  return hub().closeStream(connectionId, CLOSE_RETRY_MS);
}

/** Asks a stream's device to compare its rows (audit). False when there is no such stream. */
export async function askStream(connectionId: string, auditId: string): Promise<boolean> {
  const timestamp = new Date().toISOString();
  return hub().tell(connectionId, ({ businessId }) => ({ type: 'audit', businessId, timestamp, auditId }));
}

function select<T extends StreamAccount>(streams: Iterable<T>, businessIds: readonly string[] | 'all'): T[] {
  const wanted = businessIds === 'all' ? null : new Set(businessIds);
  const found: T[] = [];
  for (const stream of streams) if (!wanted || wanted.has(stream.grant.businessId)) found.push(stream);
  return found;
}

function toInfo({ grant, ...stream }: StreamAccount): StreamInfo {
  return {
    connectionId: stream.connectionId,
    instanceId: instanceId(),
    businessId: grant.businessId,
    userId: grant.userId,
    device: grant.device ?? '?',
    audience: grant.audience,
    transport: stream.transport,
    openedAt: stream.openedAt,
    startSeq: stream.startSeq,
    sentSeq: stream.sentSeq,
    head: stream.head,
    unsentBytes: stream.unsentBytes,
  };
}
