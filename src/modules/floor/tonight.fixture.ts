import { and, eq, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { CreateServiceInput } from '@/modules/services/schema';
import type { Service } from '@/modules/services/wire';
import { CreateCombinationInput, CreateTableInput } from '@/modules/tables/schema';
import { stay } from '@/modules/tables/tables';
import type { Combination, DiningTable } from '@/modules/tables/wire';
import { db } from '@/platform/db/transaction';
import { makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { createRow } from './create-row';
import { COMBINATION, SERVICE, TABLE } from './nouns';

export interface Tonight extends TestVenue {
  readonly tables: readonly DiningTable[];
  readonly combinations: readonly Combination[];
  readonly service: Service;
}

/** A venue whose dinner is from 19:00 until 02:00, with a table for each number of `seats`; `joins` names pairs of them. */
export async function makeTonight(
  seats: readonly number[],
  joins: readonly (readonly [number, number])[] = [],
  rules: Partial<z.input<typeof CreateServiceInput>> = {},
): Promise<Tonight> {
  const venue = await makeVenue();
  const owner = venue.as('OWNER');
  const tables: DiningTable[] = [];
  for (const [i, maxSeats] of seats.entries()) {
    const input = CreateTableInput.parse({ name: `Mesa ${i + 1}`, maxSeats });
    tables.push((await createRow(owner, TABLE, input)).row);
  }
  const combinations: Combination[] = [];
  for (const [a, b] of joins) {
    const tableIds = [tables[a], tables[b]].flatMap((table) => table?.id ?? []);
    const input = CreateCombinationInput.parse({ tableIds, minSeats: 3, maxSeats: 8 });
    combinations.push((await createRow(owner, COMBINATION, input)).row);
  }
  const hours = { name: 'Cena', opensAt: '19:00', lastSeatingAt: '00:30', closesAt: '02:00', stepMinutes: 30 };
  const service = (await createRow(owner, SERVICE, CreateServiceInput.parse({ ...hours, ...rules }))).row;
  return { ...venue, tables, combinations, service };
}

/** The pairs of plain stays of one table that share an instant. */
export async function countOverlaps({ venue }: TestVenue): Promise<number> {
  const isPlain = and(eq(stay.businessId, venue.id), isNull(stay.overrideId));
  const rows = await db().select().from(stay).where(isPlain);
  return rows.filter((one, i) =>
    rows.some(
      (other, j) =>
        j > i && other.tableId === one.tableId && one.startsAt < other.endsAt && other.startsAt < one.endsAt,
    ),
  ).length;
}
