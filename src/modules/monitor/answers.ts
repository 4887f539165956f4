import type { DomainEvent } from '@/realtime/protocol/events';
import type { AuditVerdict } from './audit-answers';
import type { DeviceReason, DeviceState } from './rules';
import type { RowDifference } from './schema';

/** What the console's routes answer. Times ISO 8601, durations milliseconds. */

export interface DeviceRow {
  /** Null for a device without a stream. */
  connectionId: string | null;
  /** Names the row; a connection, or a device that has none. */
  key: string;
  instanceId: string | null;
  businessId: string;
  userName: string;
  /** Null for an operator of no venue's own people. */
  role: string | null;
  device: string;
  transport: 'raw' | 'web' | 'polling' | 'none';
  state: DeviceState;
  reason: DeviceReason;
  /** When the stream opened, or the device went away. */
  since: string;
  sentSeq: number;
  head: number;
  /** Newest sequence that the device itself has shown to have: where it resumed, or what it answered to an audit. */
  confirmedSeq: number;
  checkedAt: string | null;
  unsentBytes: number;
}

export interface AlertRow {
  key: string;
  kind: 'differs' | 'outage' | 'polling' | 'not-reading';
  businessId: string;
  userName: string;
  device: string;
  at: string;
  connectionId: string | null;
  /** Of an outage. */
  attempts: number;
  downMs: number;
  causes: Record<string, number>;
  /** Of a difference: rows. Of one that does not read: bytes. */
  amount: number;
}

export interface VenueRow {
  id: string;
  slug: string;
  name: string;
  streams: number;
  troubled: number;
}

/** A verdict of the auditor. */
export interface AuditRow {
  id: string;
  businessId: string;
  connectionId: string;
  userName: string;
  device: string;
  verdict: AuditVerdict;
  seq: number;
  rows: number;
  hidden: boolean;
  differences: RowDifference[];
  at: string;
}

/** An outage that a device told of. */
export interface ReportRow {
  id: string;
  businessId: string;
  userId: string | null;
  userName: string;
  device: string;
  causes: Record<string, number>;
  attempts: number;
  downMs: number;
  recovered: boolean;
  transport: string;
  at: string;
}

/** GET /api/monitor */
export interface Overview {
  now: string;
  instanceId: string;
  totals: {
    streams: number;
    people: number;
    states: Record<DeviceState, number>;
    eventsPerMinute: number;
    /** Of the last fifteen minutes, commit to last socket, of this process. */
    p50: number | null;
    p99: number | null;
  };
  series: { at: number; events: number; p50: number | null; p99: number | null }[];
  /** The worst first, at most fifty. */
  devices: DeviceRow[];
  /** Devices that fit the search and the state asked for. */
  matched: number;
  alerts: AlertRow[];
  audits: AuditRow[];
  reports: ReportRow[];
  /** Of an operator who looks at all venues. */
  venues: VenueRow[] | null;
}

/** One event as the device was sent it; `skip` is all that it saw of what its role may not. */
export interface ReplayedEvent {
  seq: number;
  at: string;
  type: DomainEvent['type'] | 'skip';
  reservationId: string | null;
  customerName: string | null;
  /** Of a scan: who came in, and the count after it. */
  increment: number | null;
  scanCount: number | null;
  status: string | null;
  /** Names of the fields that an update changed. */
  fields: string[];
}

export interface Replay {
  /** Newest first. */
  events: ReplayedEvent[];
  /** Ask with it for what is older; null at the beginning. */
  before: number | null;
  /** The log no longer holds the beginning. */
  pruned: boolean;
}

/** GET /api/monitor/dispositivos/[id] */
export interface DeviceDetail {
  now: string;
  device: DeviceRow;
  audits: AuditRow[];
  replay: Replay;
}
