import * as z from 'zod/mini';
import { ROW_PARTS } from '@/modules/reservations/wire';
import { AuditVerdict } from './audit-answers';
import { DEVICE_REASONS, DEVICE_STATES, OUTAGE_CAUSES } from './rules';

/** The answers of the console's routes. Times are ISO 8601, durations are in milliseconds. */

const Causes = z.partialRecord(z.enum(OUTAGE_CAUSES), z.int());
const OrNull = z.nullable(z.string());

const DeviceRow = z.object({
  /** Null for a device without a stream. */
  connectionId: OrNull,
  /** The identity of the row: a connection, or a device without one. */
  key: z.string(),
  instanceId: OrNull,
  businessId: z.string(),
  userName: z.string(),
  /** Null for an operator who is no member of the venue. */
  role: OrNull,
  device: z.string(),
  transport: z.enum(['raw', 'web', 'polling', 'none']),
  state: z.enum(DEVICE_STATES),
  reason: z.enum(DEVICE_REASONS),
  /** When the stream opened, or when the device disconnected. */
  since: z.string(),
  sentSeq: z.int(),
  head: z.int(),
  /** The newest sequence that the device has confirmed: where it resumed, or what it answered to a device check. */
  confirmedSeq: z.int(),
  checkedAt: OrNull,
  unsentBytes: z.int(),
});
export type DeviceRow = z.infer<typeof DeviceRow>;

const AlertRow = z.object({
  key: z.string(),
  kind: z.enum(['differs', 'outage', 'polling', 'not-reading']),
  businessId: z.string(),
  userName: z.string(),
  device: z.string(),
  at: z.string(),
  connectionId: OrNull,
  /** For an outage. */
  attempts: z.int(),
  downMs: z.int(),
  causes: Causes,
  /** For a difference: the number of rows. For a device that does not read: the number of bytes. */
  amount: z.int(),
});
export type AlertRow = z.infer<typeof AlertRow>;

const VenueRow = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  streams: z.int(),
  troubled: z.int(),
});
export type VenueRow = z.infer<typeof VenueRow>;

/** One venue as an operator manages it. */
const OperatedVenue = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  demo: z.boolean(),
  suspended: z.boolean(),
  members: z.int(),
  /** Reservations of tonight and later that are still expected. */
  ahead: z.int(),
  /** When its log last got an event; null before the first. */
  lastActivityAt: OrNull,
});
export type OperatedVenue = z.infer<typeof OperatedVenue>;

/** GET /api/monitor/locales */
export const OperatedVenues = z.object({ venues: z.array(OperatedVenue) });

/** POST /api/monitor/locales/[id]/suspender and /restaurar */
export const VenueStanding = z.object({ id: z.string(), suspended: z.boolean() });

const RowDifference = z.object({
  id: z.string(),
  day: z.string(),
  kind: z.enum(['missing', 'extra', 'changed']),
  parts: z.array(z.enum(ROW_PARTS)),
});
export type RowDifference = z.infer<typeof RowDifference>;

/** The verdict of one device check. */
const AuditRow = z.object({
  id: z.string(),
  businessId: z.string(),
  connectionId: z.string(),
  userName: z.string(),
  device: z.string(),
  verdict: AuditVerdict,
  seq: z.int(),
  rows: z.int(),
  hidden: z.boolean(),
  differences: z.array(RowDifference),
  at: z.string(),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** An outage that a device reported. */
const ReportRow = z.object({
  id: z.string(),
  businessId: z.string(),
  userId: OrNull,
  userName: z.string(),
  device: z.string(),
  causes: Causes,
  attempts: z.int(),
  downMs: z.int(),
  recovered: z.boolean(),
  transport: z.string(),
  at: z.string(),
});
export type ReportRow = z.infer<typeof ReportRow>;

/** Scheduled jobs: those of the installation by kind, or those of one venue. */
const JobRow = z.object({
  kind: z.string(),
  jobs: z.int(),
  running: z.int(),
  failing: z.int(),
  /** When the first job that is not running is due; null when all are running. */
  nextAt: OrNull,
  /** When a job last succeeded; null before the first time. */
  doneAt: OrNull,
  /** Consecutive failures and the last error, of the job that has failed most often. */
  attempts: z.int(),
  lastError: OrNull,
});
export type JobRow = z.infer<typeof JobRow>;

/** The e-mails that have not reached anybody, and whether this server sends any. */
const Mail = z.object({ sends: z.boolean(), waiting: z.int(), failed: z.int(), oldestAt: OrNull });
export type Mail = z.infer<typeof Mail>;

/** What a person who is no engineer needs to know first. */
const Glance = z.object({
  /** Those who have a device with a stream. */
  people: z.int(),
  /** Of at most eight of them, in alphabetical order; empty for a deleted account. */
  names: z.array(z.string()),
  /** The device that is worst off, among those that a person should check. */
  worst: z.nullable(DeviceRow),
  /** Since when: the first change that it lacks, or the check or report that found it. Null where it is unknown. */
  worstSince: OrNull,
});
export type Glance = z.infer<typeof Glance>;

const Latencies = { p50: z.nullable(z.number()), p99: z.nullable(z.number()) };

/** GET /api/monitor */
export const Overview = z.object({
  now: z.string(),
  instanceId: z.string(),
  totals: z.object({
    streams: z.int(),
    people: z.int(),
    states: z.record(z.enum(DEVICE_STATES), z.int()),
    eventsPerMinute: z.int(),
    /** Over the last fifteen minutes, from commit to the last socket, for this process. */
    ...Latencies,
  }),
  /** Of all devices, whatever the search. Absent in answers of the previous version. */
  glance: z.optional(Glance),
  series: z.array(z.object({ at: z.int(), events: z.int(), ...Latencies })),
  /** The worst first, at most fifty. */
  devices: z.array(DeviceRow),
  /** How many devices match the search and the requested state. */
  matched: z.int(),
  alerts: z.array(AlertRow),
  audits: z.array(AuditRow),
  reports: z.array(ReportRow),
  /** Absent in answers of the previous version. */
  jobs: z.optional(z.array(JobRow)),
  /** Absent in answers of the previous version. */
  mail: z.optional(Mail),
  /** For an operator who watches all venues; null otherwise. */
  venues: z.nullable(z.array(VenueRow)),
});
export type Overview = z.infer<typeof Overview>;

/** One event as it was sent to the device; `skip` stands for an event that its role may not see. */
const ReplayedEvent = z.object({
  seq: z.int(),
  at: z.string(),
  type: z.string(),
  reservationId: OrNull,
  customerName: OrNull,
  /** For a scan: how many people entered, and the count after it. */
  increment: z.nullable(z.int()),
  scanCount: z.nullable(z.int()),
  status: OrNull,
  /** Names of the fields that an update changed. */
  fields: z.array(z.string()),
});
export type ReplayedEvent = z.infer<typeof ReplayedEvent>;

const Replay = z.object({
  /** Newest first. */
  events: z.array(ReplayedEvent),
  /** The cursor for requesting older events; null at the beginning. */
  before: z.nullable(z.int()),
  /** The beginning has been pruned from the log. */
  pruned: z.boolean(),
});
export type Replay = z.infer<typeof Replay>;

/** GET /api/monitor/dispositivos/[id] */
export const DeviceDetail = z.object({ now: z.string(), device: DeviceRow, audits: z.array(AuditRow), replay: Replay });
export type DeviceDetail = z.infer<typeof DeviceDetail>;

/** POST /api/monitor/dispositivos/[id]/cerrar */
export const DeviceClosed = z.object({ closed: z.boolean() });

/** POST /api/monitor/dispositivos/[id]/comprobar */
export const DeviceAsked = z.object({ asked: z.boolean() });

/** POST /api/monitor/incidencias */
export const ReportTaken = z.object({ recorded: z.boolean() });
