import { projectorOf } from '@/modules/events/rules';
import type { DeviceDetail } from '@/modules/monitor/answers';
import { lastAudits, namesOf, recentAudits, rolesOf } from '@/modules/monitor/reads';
import { readReplay } from '@/modules/monitor/replay';
import type { ReplayInput, StreamInput } from '@/modules/monitor/schema';
import { type Watcher, watched } from '@/modules/monitor/watcher';
import { DomainError } from '@/platform/errors';
import type { StreamInfo } from '@/platform/fleet/stream-lists';
import { log } from '@/platform/log';
import { closeStream, listStreams } from '../presence';
import { EVENT_RULES } from '../registry';
import { ask } from './auditor';
import { fromStream } from './devices';

const DAY_MS = 24 * 60 * 60_000;
const SHOWN_AUDITS = 20;

/** One open stream: its state, its device checks, and the events that it has been sent. Throws NOT_FOUND. */
export async function readDevice(watcher: Watcher, { id, before }: ReplayInput): Promise<DeviceDetail> {
  const stream = await findStream(watcher, id);
  const { businessId, userId, startSeq, sentSeq, audience } = stream;
  const since = new Date(watcher.now.getTime() - DAY_MS);
  const [last, audits, names, roles, replay] = await Promise.all([
    lastAudits([businessId], since),
    recentAudits([businessId], since, SHOWN_AUDITS, { connectionId: id }),
    namesOf([userId]),
    rolesOf([stream]),
    readReplay(watcher, {
      ...{ businessId, after: startSeq, upTo: before === undefined ? sentSeq : Math.min(sentSeq, before - 1) },
      ...{ audience, project: projectorOf(EVENT_RULES) },
    }),
  ]);
  const { userId: _, ...row } = fromStream(stream, last.get(id));
  const device = { ...row, userName: names.get(userId) ?? '', role: roles.get(`${businessId} ${userId}`) ?? null };
  return { now: watcher.now.toISOString(), device, audits, replay };
}

/** Ends a stream; its device reconnects by itself. Throws NOT_FOUND. */
export async function closeDevice(watcher: Watcher, { id }: StreamInput): Promise<{ closed: boolean }> {
  const { businessId } = await findStream(watcher, id);
  const { userId, requestId } = watcher;
  log().info({ requestId, userId, businessId, connectionId: id }, 'stream closed from the console');
  return { closed: await closeStream(id) };
}

/** Starts a device check now; the verdict appears in a later read. Throws NOT_FOUND. */
export async function checkDevice(watcher: Watcher, { id }: StreamInput): Promise<{ asked: boolean }> {
  return { asked: await ask(await findStream(watcher, id)) };
}

async function findStream(watcher: Watcher, id: string): Promise<StreamInfo> {
  const found = (await listStreams(watched(watcher))).find(({ connectionId }) => connectionId === id);
  if (!found) throw new DomainError('NOT_FOUND');
  return found;
}
