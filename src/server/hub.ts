import { and, eq, inArray, not } from 'drizzle-orm';
import { readAccessChanges } from '@/modules/access/access-changes';
import { readKeyGrants } from '@/modules/access/api-key';
import { audienceOf } from '@/modules/access/audience';
import { isOwnRole } from '@/modules/access/custom-role';
import { readDeviceGrants } from '@/modules/access/paired-device';
import { rightsOfMember } from '@/modules/access/rules';
import { isBarred } from '@/modules/access/second-factor';
import { isLiving } from '@/modules/access/session';
import { customRole, membership, session, user } from '@/modules/access/tables';
import { eventLog } from '@/modules/events/event-log';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import { others } from '@/platform/fleet/others';
import { log } from '@/platform/log';
import { batchEvents, commitToWriteSeconds, fanOutSeconds } from '@/platform/metrics/instruments';
import { shared } from '@/platform/shared';
import type { EventLog } from '@/realtime/protocol/log';
import type { Batch } from '@/realtime/server/channel';
import { Hub } from '@/realtime/server/hub';
import type { CloseReason, Grant, Subscriber } from '@/realtime/server/subscriber';
import { entryProjector } from './audience';
import { noteBatch } from './monitor/series';
import { nativeSend } from './native-send';
import { EVENT_RULES } from './registry';

/** The hub of this process, which holds its streams. */
export function hub(): Hub {
  return shared('hub', () => createHub(eventLog));
}

/** Creates a hub with this installation's settings over the log `events`, whose events `rules` project. */
export function createHub(events: EventLog, rules = EVENT_RULES): Hub {
  const e = env();
  return new Hub({
    log: events,
    project: entryProjector(rules),
    accessChanges: readAccessChanges,
    stillAllowed,
    heartbeatMs: e.SSE_HEARTBEAT_MS,
    maxLifeMs: e.SSE_MAX_LIFE_MS,
    batchMs: e.SSE_BATCH_MS,
    sendMany: nativeSend(),
    limits: {
      maxStreams: e.SSE_MAX_STREAMS,
      maxPerBusiness: e.SSE_MAX_STREAMS_PER_BUSINESS,
      maxPerUser: e.SSE_MAX_STREAMS_PER_USER,
      connectsPerSecond: e.SSE_CONNECTS_PER_SECOND,
      connectsPerUser: e.SSE_CONNECTS_PER_USER_PER_SECOND,
    },
    elsewhere: others(),
    tail: { entries: 1_000, bytes: 256 * 1024 },
    maxUnsentBytes: 256 * 1024,
    stallMs: 15_000,
    lookMs: e.SSE_LOOK_MS,
    authorizeMs: 750,
    lingerMs: 60_000,
    onBatch: observeBatch,
    onClose: logClose,
    onError: (error, where) => log().error({ err: error, where }, 'stream error'),
  });
}

/** A stream's connection id is the id of the request that opened it. */
function logClose({ id, grant, sink, openedAt, start, last }: Subscriber, reason: CloseReason): void {
  const { businessId, userId } = grant;
  const ids = { requestId: id, connectionId: id, businessId, userId };
  log().info(
    { ...ids, transport: sink.transport, reason, ms: Date.now() - openedAt, events: last - start },
    'stream closed',
  );
}

function observeBatch(batch: Batch): void {
  const { events, toLastWrite, commitToFirstWrite } = batch;
  noteBatch(batch);
  batchEvents.observe(events);
  fanOutSeconds.observe(toLastWrite / 1_000);
  commitToWriteSeconds.observe(commitToFirstWrite / 1_000);
}

/**
 * Which sessions, API keys and paired devices are still valid and belong to who may enter their venue, with what they may
 * see now.
 */
async function stillAllowed(grants: readonly Grant[]): Promise<Map<Grant, string>> {
  const audiences = new Map<string, string>();
  const now = new Date();
  const businessIds = [...new Set(grants.map((grant) => grant.businessId))];
  const sessionIds = [...new Set(grants.map((grant) => grant.sessionId))];
  const rows = await db()
    .select({
      sessionId: session.id,
      businessId: business.id,
      base: membership.role,
      own: customRole.permissions,
      timeZone: business.timeZone,
      cutoffHour: business.cutoffHour,
    })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .innerJoin(membership, eq(membership.userId, session.userId))
    .innerJoin(business, eq(business.id, membership.businessId))
    .leftJoin(customRole, isOwnRole())
    .where(
      and(
        inArray(session.id, sessionIds),
        inArray(business.id, businessIds),
        isLiving(),
        eq(business.suspended, false),
        not(isBarred()),
      ),
    );
  const [keys, devices] = await Promise.all([readKeyGrants(sessionIds), readDeviceGrants(sessionIds)]);
  const people = rows.map(({ base, own, ...row }) => ({ ...row, role: rightsOfMember(base, own) }));
  for (const row of [...people, ...keys, ...devices])
    audiences.set(`${row.sessionId} ${row.businessId}`, audienceOf(row.role, row, now));
  const allowed = new Map<Grant, string>();
  for (const grant of grants) {
    const audience = audiences.get(`${grant.sessionId} ${grant.businessId}`);
    if (audience !== undefined) allowed.set(grant, audience);
  }
  return allowed;
}
