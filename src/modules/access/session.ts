import DataLoader from 'dataloader';
import { type AnyColumn, and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { type Locale, parseLocale } from '@/i18n/locale';
import { business } from '@/modules/venues/tables';
import type { BusinessId, Venue } from '@/modules/venues/venue';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { log } from '@/platform/log';
import { shared } from '@/platform/shared';
import { type NoticeChoice, parseNoticeChoice } from './answers';
import { SESSION_SECONDS } from './auth';
import type { DeviceScope, Rights, Role } from './context';
import { isOwnRole } from './custom-role';
import { type RoleName, rightsOfMember } from './rules';
import { isBarred } from './second-factor';
import { readSessionToken } from './session-cookie';
import { customRole, membership, session, user } from './tables';

/** Who may act in a venue: a person, an API key, or a paired device. */
export interface Acting {
  readonly venue: Venue;
  /** What they may do. */
  readonly role: Rights;
}

export interface Member extends Acting {
  /** Their built-in role, or the base of their custom one. */
  readonly base: Role;
  readonly customRole: RoleName | null;
}

/** Who is signed in, and the venues they belong to; or an API key or a paired device, which acts in one. */
export interface Identity<Place extends Acting = Member> {
  /** The id of the session, of the key, or of the device's pairing. */
  readonly sessionId: string;
  readonly userId: string;
  /** Present for an API key. */
  readonly key?: { readonly expiresAt: Date | null };
  /** Present for a paired device. */
  readonly device?: DeviceScope & { readonly validUntil: Date | null };
  readonly name: string;
  readonly email: string;
  /** The language that the user chose; null follows the browser. */
  readonly locale: Locale | null;
  /** Which notices about the work of others the user wants. */
  readonly notices: NoticeChoice;
  /** Sorted by name, without the venues that they may not enter now. */
  readonly members: readonly Place[];
  /** Their venues that an operator has suspended, which nobody may enter. */
  readonly suspended: readonly ClosedVenue[];
  /** Their venues that demand a second factor of their role, which they do not have yet. */
  readonly barred: readonly ClosedVenue[];
  /** Whether a sign-in asks for a code besides the password. */
  readonly secondFactor: boolean;
}

/** A venue of the user that they may not enter now. */
interface ClosedVenue {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/**
 * A session that was not used for this long has ended (OWASP ASVS 5.0, 7.3.1): a person who works once a week stays
 * signed in.
 */
export const SESSION_IDLE_SECONDS = 7 * 24 * 60 * 60;
/** The use of a session is recorded at most once per this period. */
const SESSION_USE_MS = 60 * 60_000;

/** The most tokens looked up in one statement. */
const BATCH = 500;
/**
 * The shortest time between the starts of two statements, in milliseconds: a single request does not wait, and a burst
 * of requests shares a few statements.
 */
const PAUSE_MS = 4;

/**
 * Who a `Cookie` header identifies; null without a valid session. The answer always comes from the database: nothing is
 * cached, but requests of one event-loop turn share a query, so ten thousand streams that reconnect at once do not cost
 * one query each.
 */
export async function readIdentity(cookie: string | null | undefined): Promise<Identity | null> {
  const token = readSessionToken(cookie);
  return token === null ? null : lookup().loader.load(token);
}

/**
 * The membership that a request is for. `businessId` only selects among the user's own memberships, and may be absent
 * when there is only one. Throws VENUE_SUSPENDED for one that is suspended, SECOND_FACTOR_REQUIRED for one that demands
 * what the account lacks, FORBIDDEN for any other business, and BUSINESS_REQUIRED when several are possible.
 */
export function chooseMember<Place extends Acting>(
  { members, suspended, barred }: Pick<Identity<Place>, 'members' | 'suspended' | 'barred'>,
  businessId: string | undefined,
): Place {
  const isMeant = ({ id }: ClosedVenue) => businessId === undefined || id === businessId;
  const refusal = () => {
    if (barred.some(isMeant)) return new DomainError('SECOND_FACTOR_REQUIRED');
    return new DomainError(suspended.some(isMeant) ? 'VENUE_SUSPENDED' : 'FORBIDDEN');
  };
  if (businessId === undefined) {
    const [only, ...others] = members;
    if (!only) throw refusal();
    if (others.length > 0) throw new DomainError('BUSINESS_REQUIRED');
    return only;
  }
  const member = members.find(({ venue }) => venue.id === businessId);
  if (!member) throw refusal();
  return member;
}

/**
 * The conditions of a valid session. Its age is checked separately, because processes of earlier versions extended the
 * end of sessions.
 */
export function isLiving(): SQL | undefined {
  const within = (since: AnyColumn, seconds: number) =>
    sql`${since} > now() - make_interval(secs => ${sql.raw(String(seconds))})`;
  return and(
    gt(session.expiresAt, sql`now()`),
    within(session.updatedAt, SESSION_IDLE_SECONDS),
    within(session.createdAt, SESSION_SECONDS),
  );
}

/** Records that sessions were used; no request waits for it. */
function recordUse(tokens: readonly string[]): void {
  if (tokens.length === 0) return;
  db()
    .update(session)
    .set({ updatedAt: new Date() })
    .where(inArray(session.token, [...tokens]))
    .catch((error: unknown) => log().warn({ err: error }, 'use of sessions not recorded'));
}

interface Lookup {
  readonly loader: DataLoader<string, Identity | null>;
  /** The query in progress: lookups that arrive meanwhile share the next query. */
  running: Promise<unknown>;
  /** The earliest start of the next query, on the clock of `performance.now()`. */
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

/** In the order of `tokens`; null for a token without a valid session. */
async function findSessions(tokens: readonly string[]): Promise<(Identity | null)[]> {
  const made = lookup();
  const running = made.query.execute({ tokens: [...new Set(tokens)] });
  made.running = running.catch(() => {});
  made.nextAt = performance.now() + PAUSE_MS;
  const found = new Map<string, Identity & { members: Member[]; suspended: ClosedVenue[]; barred: ClosedVenue[] }>();
  const due = new Set<string>();
  const dueBefore = Date.now() - SESSION_USE_MS;
  for (const {
    token,
    usedAt,
    role: base,
    ownRole,
    permissions,
    venue,
    isSuspended,
    isBarred: lacks,
    locale,
    notices,
    ...person
  } of await running) {
    const identity = found.get(token) ?? {
      ...person,
      locale: parseLocale(locale),
      notices: parseNoticeChoice(notices),
      members: [],
      suspended: [],
      barred: [],
    };
    found.set(token, identity);
    if (base && venue) {
      const closed = isSuspended ? identity.suspended : lacks ? identity.barred : null;
      if (closed) closed.push({ id: venue.id, slug: venue.slug, name: venue.name });
      else
        identity.members.push({
          ...{ venue: { ...venue, id: venue.id as BusinessId }, role: rightsOfMember(base, permissions) },
          ...{ base, customRole: ownRole },
        });
    }
    if (usedAt.getTime() < dueBefore) due.add(token);
  }
  recordUse([...due]);
  return tokens.map((token) => found.get(token) ?? null);
}

/** Prepared once, because building the query costs more than running it. */
function prepareQuery() {
  return db()
    .select({
      token: session.token,
      usedAt: session.updatedAt,
      sessionId: session.id,
      userId: user.id,
      name: user.name,
      email: user.email,
      locale: user.locale,
      notices: user.notices,
      secondFactor: user.twoFactorEnabled,
      role: membership.role,
      ownRole: { id: customRole.id, name: customRole.name },
      permissions: customRole.permissions,
      isSuspended: business.suspended,
      isBarred: isBarred(),
      venue: {
        id: business.id,
        slug: business.slug,
        name: business.name,
        timeZone: business.timeZone,
        cutoffHour: business.cutoffHour,
        capacityPolicy: business.capacityPolicy,
        capacity: business.capacity,
        occupancyPolicy: business.occupancyPolicy,
        walkInCategories: business.walkInCategories,
        lateToleranceMinutes: business.lateToleranceMinutes,
        country: business.country,
        demo: business.demo,
      },
    })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .leftJoin(membership, eq(membership.userId, user.id))
    .leftJoin(business, eq(business.id, membership.businessId))
    .leftJoin(customRole, isOwnRole())
    .where(and(sql`${session.token} = any(${sql.placeholder('tokens')}::text[])`, isLiving()))
    .orderBy(asc(business.name))
    .prepare('find_sessions');
}
