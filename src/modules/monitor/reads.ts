import { and, desc, eq, gt, inArray, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { isOwnRole, roleTitle } from '@/modules/access/custom-role';
import { customRole, membership, user } from '@/modules/access/tables';
import { venueEvent } from '@/modules/events/tables';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import type { AuditRow, ReportRow, RowDifference } from './answers';
import type { AuditVerdict } from './audit-answers';
import { clientReport, deviceAudit } from './tables';

type Scope = readonly string[] | 'all';

/** The state of one stream's device by its newest device check; `seq` is the newest sequence that it confirmed. */
export interface LastAudit {
  readonly verdict: AuditVerdict;
  readonly hidden: boolean;
  readonly seq: number;
  readonly at: Date;
}

/** The newest verdict of each connection since `since`. */
export async function lastAudits(scope: Scope, since: Date): Promise<Map<string, LastAudit>> {
  const { connectionId, verdict, hidden, seq, at } = deviceAudit;
  const rows = await db()
    .selectDistinctOn([connectionId], { connectionId, verdict, hidden, seq, at })
    .from(deviceAudit)
    .where(and(inScope(deviceAudit.businessId, scope), gt(at, since)))
    .orderBy(connectionId, desc(at));
  return new Map(rows.map((row) => [row.connectionId, row]));
}

/** The newest verdicts, of one connection when `connectionId` is given. */
export async function recentAudits(
  scope: Scope,
  since: Date,
  limit: number,
  only: { connectionId?: string; verdict?: AuditVerdict } = {},
): Promise<AuditRow[]> {
  const rows = await db()
    .select({ audit: deviceAudit, userName: user.name })
    .from(deviceAudit)
    .leftJoin(user, eq(user.id, deviceAudit.userId))
    .where(
      and(
        inScope(deviceAudit.businessId, scope),
        gt(deviceAudit.at, since),
        only.connectionId === undefined ? undefined : eq(deviceAudit.connectionId, only.connectionId),
        only.verdict === undefined ? undefined : eq(deviceAudit.verdict, only.verdict),
      ),
    )
    .orderBy(desc(deviceAudit.at), desc(deviceAudit.id))
    .limit(limit);
  return rows.map(({ audit: { userId: _, ...audit }, userName }) => ({
    ...audit,
    differences: audit.differences as RowDifference[],
    userName: userName ?? '',
    at: audit.at.toISOString(),
  }));
}

/** The newest reports of outages. */
export async function recentReports(scope: Scope, since: Date, limit: number): Promise<ReportRow[]> {
  const rows = await db()
    .select({ report: clientReport, userName: user.name })
    .from(clientReport)
    .leftJoin(user, eq(user.id, clientReport.userId))
    .where(and(inScope(clientReport.businessId, scope), gt(clientReport.at, since)))
    .orderBy(desc(clientReport.at), desc(clientReport.id))
    .limit(limit);
  return rows.map(({ report, userName }) => ({ ...report, userName: userName ?? '', at: report.at.toISOString() }));
}

/** Names of users, by id. */
export async function namesOf(userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await db()
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(inArray(user.id, [...userIds]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Every venue's name, for an operator. */
export async function listVenues(): Promise<{ id: string; slug: string; name: string }[]> {
  return db()
    .select({ id: business.id, slug: business.slug, name: business.name })
    .from(business)
    .orderBy(business.name);
}

function inScope(column: PgColumn, scope: Scope): SQL | undefined {
  return scope === 'all' ? undefined : inArray(column, [...scope]);
}

/** How the roles of members are called, by `{business} {user}`. */
export async function rolesOf(
  members: readonly { businessId: string; userId: string }[],
): Promise<Map<string, string>> {
  if (members.length === 0) return new Map();
  const rows = await db()
    .select({ businessId: membership.businessId, userId: membership.userId, role: roleTitle() })
    .from(membership)
    .leftJoin(customRole, isOwnRole())
    .where(
      and(
        inArray(membership.businessId, [...new Set(members.map(({ businessId }) => businessId))]),
        inArray(membership.userId, [...new Set(members.map(({ userId }) => userId))]),
      ),
    );
  return new Map(rows.map(({ businessId, userId, role }) => [`${businessId} ${userId}`, role]));
}

/** When an event of a venue's log was written; undefined when the log no longer has it. */
export async function timeOfEvent(businessId: string, seq: number): Promise<Date | undefined> {
  const [found] = await db()
    .select({ at: venueEvent.createdAt })
    .from(venueEvent)
    .where(and(eq(venueEvent.businessId, businessId), eq(venueEvent.seq, seq)));
  return found?.at;
}
