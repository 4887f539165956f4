import { session } from '@db/schema/people';
import { business, membership } from '@db/schema/venues';
import { and, eq, gt, inArray } from 'drizzle-orm';
import { Hub } from '@/realtime/server/hub';
import type { Grant } from '@/realtime/server/subscriber';
import { audienceOf, projectEntry } from './audience';
import { eventLog } from './db/event-log';
import { db } from './db/transaction';
import { env } from './env';
import { log } from './log';
import { shared } from './shared';

/** Sessions asked for at once; a statement holds 65,535 parameters. */
const SESSIONS_PER_QUERY = 10_000;

/** The process's streams. */
export function hub(): Hub {
  return shared('hub', createHub);
}

function createHub(): Hub {
  const e = env();
  return new Hub({
    log: eventLog,
    project: projectEntry,
    stillAllowed,
    heartbeatMs: e.SSE_HEARTBEAT_MS,
    maxLifeMs: e.SSE_MAX_LIFE_MS,
    limits: {
      maxStreams: e.SSE_MAX_STREAMS,
      maxPerBusiness: e.SSE_MAX_STREAMS_PER_BUSINESS,
      maxPerUser: e.SSE_MAX_STREAMS_PER_USER,
      connectsPerSecond: e.SSE_CONNECTS_PER_SECOND,
    },
    tail: { entries: 1_000, bytes: 256 * 1024 },
    maxUnsentBytes: 256 * 1024,
    stallMs: 15_000,
    lookMs: 2_000,
    authorizeMs: 750,
    lingerMs: 60_000,
    onError: (error, where) => log().error({ err: error, where }, 'stream error'),
  });
}

/** Sessions that still live, of members of businesses that are not suspended, with what they may see now. */
async function stillAllowed(grants: readonly Grant[]): Promise<Map<Grant, string>> {
  const audiences = new Map<string, string>();
  const now = new Date();
  const businessIds = [...new Set(grants.map((grant) => grant.businessId))];
  const sessionIds = [...new Set(grants.map((grant) => grant.sessionId))];
  for (let i = 0; i < sessionIds.length; i += SESSIONS_PER_QUERY) {
    const rows = await db()
      .select({
        sessionId: session.id,
        businessId: business.id,
        role: membership.role,
        timeZone: business.timeZone,
        cutoffHour: business.cutoffHour,
      })
      .from(session)
      .innerJoin(membership, eq(membership.userId, session.userId))
      .innerJoin(business, eq(business.id, membership.businessId))
      .where(
        and(
          inArray(session.id, sessionIds.slice(i, i + SESSIONS_PER_QUERY)),
          inArray(business.id, businessIds),
          gt(session.expiresAt, now),
          eq(business.suspended, false),
        ),
      );
    for (const row of rows) audiences.set(`${row.sessionId} ${row.businessId}`, audienceOf(row, now));
  }
  const allowed = new Map<Grant, string>();
  for (const grant of grants) {
    const audience = audiences.get(`${grant.sessionId} ${grant.businessId}`);
    if (audience !== undefined) allowed.set(grant, audience);
  }
  return allowed;
}
