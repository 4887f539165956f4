import { setImmediate as turn } from 'node:timers/promises';
import type { DeviceRow, ReportRow } from '@/modules/monitor/answers';
import type { LastAudit } from '@/modules/monitor/reads';
import { type DeviceState, judgeStream } from '@/modules/monitor/rules';
import type { StreamInfo } from '@/platform/fleet/stream-lists';
import type { GoneStream } from '../presence';

/** A row before names are added to it. */
export type Device = Omit<DeviceRow, 'userName' | 'role'> & { readonly userId: string };

interface Seen {
  readonly streams: readonly StreamInfo[];
  readonly gone: readonly GoneStream[];
  readonly audits: ReadonlyMap<string, LastAudit>;
  readonly reports: readonly ReportRow[];
  readonly now: number;
}

/**
 * A stream that ended and whose device did not reconnect is shown for this long: after that, the device is closed
 * rather than reconnecting.
 */
const AWAY_MS = 90_000;
/** A device on polling reports it once; after this time its state is unknown. */
const POLLING_MS = 10 * 60_000;

/** How many streams are processed before other work gets its turn. */
const SLICE = 500;

/**
 * Every known device: those with a stream, those that lost their stream, and those that report that they use polling.
 */
export async function listDevices({ streams, gone, audits, reports, now }: Seen): Promise<Device[]> {
  const devices: Device[] = [];
  for (const stream of streams) {
    devices.push(fromStream(stream, audits.get(stream.connectionId)));
    if (devices.length % SLICE === 0) await turn();
  }
  const known = new Set(streams.map(placeOf));
  for (const left of gone.toReversed()) {
    if (now - left.leftAt > AWAY_MS || left.reason === 'revoked' || known.has(placeOf(left))) continue;
    known.add(placeOf(left));
    devices.push(fromDeparture(left));
  }
  for (const report of reports) {
    const { userId, recovered, at } = report;
    if (recovered || userId === null || now - Date.parse(at) > POLLING_MS) continue;
    const place = placeOf({ ...report, userId });
    if (!known.has(place)) devices.push(fromReport({ ...report, userId }));
    known.add(place);
  }
  return devices;
}

export function countStates(devices: readonly Device[]): Record<DeviceState, number> {
  const states: Record<DeviceState, number> = {
    ...{ differs: 0, unread: 0, behind: 0, polling: 0 },
    ...{ away: 0, silent: 0, unchecked: 0, 'in-sync': 0 },
  };
  for (const { state } of devices) states[state] += 1;
  return states;
}

function placeOf({ businessId, userId, device }: { businessId: string; userId: string; device: string }): string {
  return `${businessId} ${userId} ${device}`;
}

export function fromStream(stream: StreamInfo, audit: LastAudit | undefined): Device {
  const { connectionId, instanceId, businessId, userId, device, transport } = stream;
  return {
    ...{ connectionId, key: connectionId, instanceId, businessId, userId, device, transport },
    ...judgeStream(stream, audit),
    since: new Date(stream.openedAt).toISOString(),
    sentSeq: stream.sentSeq,
    head: stream.head,
    confirmedSeq: Math.max(stream.startSeq, audit && audit.verdict !== 'silent' ? audit.seq : 0),
    checkedAt: audit?.at.toISOString() ?? null,
    unsentBytes: stream.unsentBytes,
  };
}

function fromDeparture(gone: GoneStream): Device {
  return {
    ...fromStream(gone, undefined),
    connectionId: null,
    state: 'away',
    reason: 'left',
    transport: 'none',
    since: new Date(gone.leftAt).toISOString(),
  };
}

function fromReport({ id, businessId, userId, device, at }: ReportRow & { userId: string }): Device {
  return {
    ...{ connectionId: null, key: id, instanceId: null, businessId, userId, device, transport: 'polling' },
    ...{ state: 'polling', reason: 'on-polling', since: at },
    ...{ sentSeq: 0, head: 0, confirmedSeq: 0, checkedAt: null, unsentBytes: 0 },
  };
}
