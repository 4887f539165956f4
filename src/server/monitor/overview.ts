import { countMessages } from '@/modules/messages/count-messages';
import type { DeviceRow, JobRow, Mail, Overview, VenueRow } from '@/modules/monitor/answers';
import { lastAudits, listVenues, namesOf, recentAudits, recentReports, rolesOf } from '@/modules/monitor/reads';
import { DEVICE_STATES, isTroubled } from '@/modules/monitor/rules';
import type { OverviewInput } from '@/modules/monitor/schema';
import { type Watcher, watched } from '@/modules/monitor/watcher';
import { db } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import { summariseJobs } from '@/platform/jobs/reads';
import { shared } from '@/platform/shared';
import { instanceId, listDepartures, listStreams } from '../presence';
import { listAlerts } from './alerts';
import { countStates, type Device, listDevices } from './devices';
import { glanceAt } from './glance';
import { readSeries } from './series';

const SHOWN_DEVICES = 50;
const SHOWN_ROWS = 20;
const ALERT_MS = 60 * 60_000;
const AUDIT_MS = 2 * 60 * 60_000;
/** Consoles that read within this time share one read of the streams and the database. */
const LOOK_MS = 1_000;

type Look = Awaited<ReturnType<typeof look>>;

/**
 * Everything that the console shows at a glance. Its cost is one pass over the streams per second, however many
 * consoles are open.
 */
export async function readOverview(watcher: Watcher, { q, state }: OverviewInput): Promise<Overview> {
  const { devices, names, ...seen } = await sharedLook(watched(watcher), watcher.now);
  const wanted = q ? q.toLowerCase() : '';
  const matching = devices.filter(
    (device) =>
      (state === undefined || device.state === state) && (wanted === '' || textOf(device, names).includes(wanted)),
  );
  const shown = matching.slice(0, SHOWN_DEVICES);
  return { ...seen, devices: await named(shown, names), matched: matching.length };
}

function sharedLook(scope: ReturnType<typeof watched>, now: Date): Promise<Look> {
  const looks = shared('monitor.looks', () => new Map<string, { at: number; look: Promise<Look> }>());
  const key = scope === 'all' ? scope : scope.join(' ');
  const known = looks.get(key);
  if (known && now.getTime() - known.at < LOOK_MS) return known.look;
  for (const [other, { at }] of looks) if (now.getTime() - at > LOOK_MS * 10) looks.delete(other);
  const made = look(scope, now);
  looks.set(key, { at: now.getTime(), look: made });
  made.catch(() => looks.delete(key));
  return made;
}

async function look(scope: ReturnType<typeof watched>, now: Date) {
  const since = (ms: number) => new Date(now.getTime() - ms);
  const [streams, gone, audits, verdicts, differing, reports, jobs, mail] = await Promise.all([
    listStreams(scope),
    listDepartures(scope),
    lastAudits(scope, since(AUDIT_MS)),
    recentAudits(scope, since(AUDIT_MS), SHOWN_ROWS),
    recentAudits(scope, since(ALERT_MS), SHOWN_ROWS, { verdict: 'differs' }),
    recentReports(scope, since(ALERT_MS), 100),
    readJobs(scope),
    readMail(scope, now),
  ]);
  const devices = (await listDevices({ streams, gone, audits, reports, now: now.getTime() })).sort(worstFirst);
  const people = [...new Set(devices.map(({ userId }) => userId))];
  const names = await namesOf(people);
  const { points, eventsPerMinute, p50, p99 } = readSeries(scope, now.getTime());
  return {
    now: now.toISOString(),
    instanceId: instanceId(),
    totals: {
      ...{ streams: streams.length, people: people.length, states: countStates(devices) },
      ...{ eventsPerMinute, p50, p99 },
    },
    glance: await glanceAt(devices, names, (some) => named(some, names)),
    series: points,
    devices,
    names,
    alerts: listAlerts({ devices, differing, reports, names, now }),
    audits: verdicts,
    reports: reports.slice(0, SHOWN_ROWS),
    jobs,
    mail,
    venues: scope === 'all' ? await countVenues(devices) : null,
  };
}

async function readJobs(scope: ReturnType<typeof watched>): Promise<JobRow[]> {
  const found = await summariseJobs(db(), scope === 'all' ? scope : scope.join());
  return found.map(({ nextAt, doneAt, ...row }) => ({
    ...row,
    nextAt: nextAt?.toISOString() ?? null,
    doneAt: doneAt?.toISOString() ?? null,
  }));
}

async function readMail(scope: ReturnType<typeof watched>, now: Date): Promise<Mail> {
  const { oldestAt, ...counts } = await countMessages(scope, now);
  return { sends: env().SMTP_URL !== undefined, ...counts, oldestAt: oldestAt?.toISOString() ?? null };
}

const RANK = new Map(DEVICE_STATES.map((state, rank) => [state, rank]));

function worstFirst(a: Device, b: Device): number {
  const byState = (RANK.get(a.state) ?? 0) - (RANK.get(b.state) ?? 0);
  return byState || b.head - b.sentSeq - (a.head - a.sentSeq) || (a.since < b.since ? 1 : -1);
}

function textOf({ device, userId, businessId, connectionId }: Device, names: ReadonlyMap<string, string>): string {
  return `${names.get(userId) ?? ''} ${device} ${connectionId ?? ''} ${businessId}`.toLowerCase();
}

async function named(devices: readonly Device[], names: ReadonlyMap<string, string>): Promise<DeviceRow[]> {
  const roles = await rolesOf(devices);
  return devices.map(({ userId, ...device }) => ({
    ...device,
    userName: names.get(userId) ?? '',
    role: roles.get(`${device.businessId} ${userId}`) ?? null,
  }));
}

async function countVenues(devices: readonly Device[]): Promise<VenueRow[]> {
  const counts = new Map<string, { streams: number; troubled: number }>();
  for (const { businessId, connectionId, state } of devices) {
    const count = counts.get(businessId) ?? { streams: 0, troubled: 0 };
    if (connectionId !== null) count.streams += 1;
    if (isTroubled(state)) count.troubled += 1;
    counts.set(businessId, count);
  }
  return (await listVenues()).map((venue) => ({ ...venue, ...(counts.get(venue.id) ?? { streams: 0, troubled: 0 }) }));
}
