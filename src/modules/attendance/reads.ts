import { and, eq, gt, isNotNull, type SQL, sql, sum } from 'drizzle-orm';
import type { Database, Tx } from '@/platform/db/client';
import { statement } from '@/platform/db/statement';
import { attendanceEntry } from './tables';

/**
 * What the entry that an UNDO takes back has in a column; null for every other entry. It is looked up by its key for each
 * undo: in a join, a planner without statistics of a new night compares all entries with all.
 */
export const ofUndone = (
  column: 'kind' | 'user_id' | 'occurred_at',
) => sql`case when ${attendanceEntry.undoOf} is not null then (
  select undone.${sql.identifier(column)} from ${attendanceEntry} undone
  where undone.business_id = ${attendanceEntry.businessId} and undone.id = ${attendanceEntry.undoOf}) end`;

/** What an entry counts, or takes back. */
const kindOf = sql`coalesce(${ofUndone('kind')}, ${attendanceEntry.kind})`;

/** Whether an entry counts on the arrivals of its party (`scanCount`): FIRST, and the UNDO of one. */
export const isArrival = sql`${kindOf} = 'FIRST'`;

const people = (where: SQL) =>
  sql<number>`coalesce(sum(${attendanceEntry.delta}) filter (where ${where}), 0)`.mapWith(Number);

/** What one gate counted in a night; null is where no gate was named. */
export interface GateSums {
  readonly gateId: string | null;
  readonly entered: number;
  readonly left: number;
  /** Of `entered`: people of booked parties who arrived, and people without a reservation. */
  readonly admitted: number;
  readonly walkIns: number;
}

const isIn = sql`${attendanceEntry.flow} = 'IN'`;

const sumGates = statement((on) =>
  on
    .select({
      gateId: attendanceEntry.gateId,
      entered: people(isIn),
      left: people(sql`${attendanceEntry.flow} = 'OUT'`),
      admitted: people(isArrival),
      walkIns: people(sql`${isIn} and ${attendanceEntry.reservationId} is null`),
    })
    .from(attendanceEntry)
    .where(
      and(
        eq(attendanceEntry.businessId, sql.placeholder('businessId')),
        eq(attendanceEntry.businessDay, sql.placeholder('day')),
      ),
    )
    .groupBy(attendanceEntry.gateId)
    .orderBy(attendanceEntry.gateId),
);

/** The sums of a night's ledger, by gate. */
export function readGates(tx: Tx, businessId: string, day: string): Promise<GateSums[]> {
  return sumGates(tx, { businessId, day });
}

type Figure = Exclude<keyof GateSums, 'gateId'>;

export function totalOf(gates: readonly GateSums[], figure: Figure): number {
  return gates.reduce((total, gate) => total + gate[figure], 0);
}

/** Who is inside by the ledger. It is negative when more people were counted out than in. */
export function balanceOf(gates: readonly GateSums[]): number {
  return totalOf(gates, 'entered') - totalOf(gates, 'left');
}

/** The persons of a party who were counted by a pass of their own and not taken back, by number. */
export async function readPersons(
  reader: Database | Tx,
  businessId: string,
  reservationId: string,
): Promise<readonly number[]> {
  const found = await personsOf(reader, [
    eq(attendanceEntry.businessId, businessId),
    eq(attendanceEntry.reservationId, reservationId),
  ]);
  return found.map(({ person }) => person);
}

/** The same for every party of a night. */
export function readPersonsOfNight(reader: Database | Tx, businessId: string, day: string) {
  return personsOf(reader, [eq(attendanceEntry.businessId, businessId), eq(attendanceEntry.businessDay, day)]);
}

async function personsOf(reader: Database | Tx, where: readonly SQL[]) {
  const found = await reader
    .select({ reservationId: attendanceEntry.reservationId, person: attendanceEntry.person })
    .from(attendanceEntry)
    .where(and(...where, isArrival, isNotNull(attendanceEntry.person)))
    .groupBy(attendanceEntry.reservationId, attendanceEntry.person)
    .having(gt(sum(attendanceEntry.delta), '0'))
    .orderBy(attendanceEntry.reservationId, attendanceEntry.person);
  return found.flatMap(({ reservationId, person }) =>
    reservationId === null || person === null ? [] : [{ reservationId, person }],
  );
}

/** How many people of a party have left and not come back. */
export async function readOutside(tx: Database | Tx, businessId: string, reservationId: string): Promise<number> {
  const signed = sql`case when ${attendanceEntry.flow} = 'OUT' then ${attendanceEntry.delta}
    when ${kindOf} = 'REENTRY' then -${attendanceEntry.delta} else 0 end`;
  const [found] = await tx
    .select({ people: sum(signed).mapWith(Number) })
    .from(attendanceEntry)
    .where(and(eq(attendanceEntry.businessId, businessId), eq(attendanceEntry.reservationId, reservationId)));
  return found?.people ?? 0;
}
