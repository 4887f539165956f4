import { randomUUID } from 'node:crypto';
import type { StreamInfo } from '@/platform/fleet/stream-lists';
import { shared } from '@/platform/shared';
import type { Departure, StreamAccount } from '@/realtime/server/stream-account';
import type { Grant } from '@/realtime/server/subscriber';
import { closeElsewhere, fleet, listElsewhere, offerStreams } from './fleet/process';
import { hub } from './hub';

/** A stream that ended recently. */
export interface GoneStream extends StreamInfo {
  readonly reason: Departure['reason'];
  readonly leftAt: number;
}

/** The client of a closed stream reconnects after this many milliseconds. */
const CLOSE_RETRY_MS = 500;

/** The id of this process, constant while it runs. */
export function instanceId(): string {
  return fleet()?.id ?? shared('instance', randomUUID);
}

/** Lets the other processes list and close the streams of this one. */
export function offerLocalStreams(): void {
  offerStreams({ list: localStreams, close: closeLocal });
}

/**
 * Every open stream of these businesses; those of other processes are a second or two old, and at most as many as those
 * processes list.
 */
export async function listStreams(businessIds: readonly string[] | 'all'): Promise<StreamInfo[]> {
  return [...localStreams(businessIds), ...(await listElsewhere(businessIds))];
}

/** The streams of this process. */
export function localStreams(businessIds: readonly string[] | 'all'): StreamInfo[] {
  return [...hub().streams(belongsTo(businessIds))].map(toInfo);
}

/** Some streams of this process: each is chosen with the probability `share`. */
export function sampleStreams(share: number, random = Math.random): StreamInfo[] {
  return [...hub().streams(() => random() < share)].map(toInfo);
}

/** Whether the stream is open in this process. */
export function isOpenHere(connectionId: string): boolean {
  return hub().has(connectionId);
}

/** Streams that ended in this process recently, newest last. */
export async function listDepartures(businessIds: readonly string[] | 'all'): Promise<GoneStream[]> {
  return hub()
    .departures()
    .filter(belongsTo(businessIds))
    .map((gone) => ({ ...toInfo(gone), reason: gone.reason, leftAt: gone.leftAt }))
    .sort((a, b) => a.leftAt - b.leftAt);
}

/**
 * Ends a stream; for a stream of another process this takes about a second. Its device reconnects by itself. False when
 * there is no such stream.
 */
export async function closeStream(connectionId: string): Promise<boolean> {
  return closeLocal(connectionId) || (await closeElsewhere(connectionId));
}

function closeLocal(connectionId: string): boolean {
  return hub().closeStream(connectionId, CLOSE_RETRY_MS);
}

/** Asks a stream's device to compare its rows (device check). False when there is no such stream. */
export async function askStream(connectionId: string, auditId: string): Promise<boolean> {
  const timestamp = new Date().toISOString();
  return hub().tell(connectionId, ({ businessId }) => ({ type: 'audit', businessId, timestamp, auditId }));
}

function belongsTo(businessIds: readonly string[] | 'all'): (stream: { readonly grant: Grant }) => boolean {
  if (businessIds === 'all') return () => true;
  const wanted = new Set(businessIds);
  return ({ grant }) => wanted.has(grant.businessId);
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
