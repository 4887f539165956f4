import DataLoader from 'dataloader';
import { type AnyColumn, and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { business } from '@/modules/venues/tables';
import type { BusinessId, Venue } from '@/modules/venues/venue';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { log } from '@/platform/log';
import { shared } from '@/platform/shared';
import { SESSION_SECONDS } from './auth';
import type { Role } from './context';
import { readSessionToken } from './session-cookie';
import { membership, session, user } from './tables';

export interface Member {
  readonly venue: Venue;
  readonly role: Role;
}

/** Who is signed in, and where they work. */
export interface Identity {
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** Suspended businesses left out, by name. */
  readonly members: readonly Member[];
}

/** A session that nobody has used for so long has ended (OWASP ASVS 5.0, 7.3.1): who works once a week stays signed in. */
export const SESSION_IDLE_SECONDS = 7 * 24 * 60 * 60;
/** Use is written down once in so long. */
const SESSION_USE_MS = 60 * 60_000;

/** Tokens asked for in one statement. */
const BATCH = 500;
/** Between the starts of two statements, milliseconds: who comes alone does not wait, and a crowd shares a few. */
const PAUSE_MS = 4;

/**
 * Who a `Cookie` header speaks for; null without a valid session. Always as the database has it now: nothing is cached, but requests of one turn share a
 * query, so ten thousand streams that come back at once do not cost one each.
 */
export async function readIdentity(cookie: string | null | undefined): Promise<Identity | null> {
  const token = readSessionToken(cookie);
  return token === null ? null : lookup().loader.load(token);
}

/**
 * The membership a request is for. `businessId` only chooses among the user's own, and may be left out when there is one.
 * Throws FORBIDDEN for any other business, BUSINESS_REQUIRED when the choice is open.
 */
export function chooseMember({ members }: Identity, businessId: string | undefined): Member {
  if (businessId === undefined) {
    const [only, ...others] = members;
    if (!only) throw new DomainError('FORBIDDEN');
    if (others.length > 0) throw new DomainError('BUSINESS_REQUIRED');
    return only;
  }
  const member = members.find(({ venue }) => venue.id === businessId);
  if (!member) throw new DomainError('FORBIDDEN');
  return member;
}

/** What a session must be to speak for anyone. Its age counts by itself: processes of earlier versions moved its end. */
export function isLiving(): SQL | undefined {
  const within = (since: AnyColumn, seconds: number) =>
    sql`${since} > now() - make_interval(secs => ${sql.raw(String(seconds))})`;
  return and(
    gt(session.expiresAt, sql`now()`),
    within(session.updatedAt, SESSION_IDLE_SECONDS),
    within(session.createdAt, SESSION_SECONDS),
  );
}

/** Writes down that sessions were used; no request waits for it. */
function noteUse(tokens: readonly string[]): void {
  if (tokens.length === 0) return;
  db()
    .update(session)
    .set({ updatedAt: new Date() })
    .where(inArray(session.token, [...tokens]))
    .catch((error: unknown) => log().warn({ err: error }, 'use of sessions not noted'));
}

interface Lookup {
  readonly loader: DataLoader<string, Identity | null>;
  /** The query under way: those who come meanwhile share the next one. */
  running: Promise<unknown>;
  /** On `performance.now()`. */
  nextAt: number;
  readonly query: ReturnType<typeof prepareQuery>;
}

function lookup(): Lookup {
  return shared('session.lookup', () => {
    const made: Lookup = {
      query: prepareQuery(),
      running: Promise.resolve(),
      nextAt: 0,
      loader: new DataLoader(findSessions, {
        cache: false,
        maxBatchSize: BATCH,
        batchScheduleFn: (load) =>
          void made.running.then(() => {
            const wait = made.nextAt - performance.now();
            if (wait > 0) setTimeout(load, wait);
            else setImmediate(load);
          }),
      }),
    };
    return made;
  });
}

/** In the order of `tokens`; null for those of no living session. */
async function findSessions(tokens: readonly string[]): Promise<(Identity | null)[]> {
  const made = lookup();
  const running = made.query.execute({ tokens: [...new Set(tokens)] });
  made.running = running.catch(() => {});
  made.nextAt = performance.now() + PAUSE_MS;
  const found = new Map<string, Identity & { members: Member[] }>();
  const due = new Set<string>();
  const dueBefore = Date.now() - SESSION_USE_MS;
  for (const { token, usedAt, role, venue, ...person } of await running) {
    const identity = found.get(token) ?? { ...person, members: [] };
    found.set(token, identity);
    if (role && venue) identity.members.push({ role, venue: { ...venue, id: venue.id as BusinessId } });
    if (usedAt.getTime() < dueBefore) due.add(token);
  }
  noteUse([...due]);
  return tokens.map((token) => found.get(token) ?? null);
}

/** Prepared once: building it costs more than running it. */
function prepareQuery() {
  return db()
    .select({
      token: session.token,
      usedAt: session.updatedAt,
      sessionId: session.id,
      userId: user.id,
      name: user.name,
      email: user.email,
      role: membership.role,
      venue: {
        id: business.id,
        slug: business.slug,
        name: business.name,
        timeZone: business.timeZone,
        cutoffHour: business.cutoffHour,
        capacityPolicy: business.capacityPolicy,
        country: business.country,
        demo: business.demo,
      },
    })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .leftJoin(membership, eq(membership.userId, user.id))
    .leftJoin(business, and(eq(business.id, membership.businessId), eq(business.suspended, false)))
    .where(and(sql`${session.token} = any(${sql.placeholder('tokens')}::text[])`, isLiving()))
    .orderBy(asc(business.name))
    .prepare('find_sessions');
}
