import { and, asc, eq, or, sql } from 'drizzle-orm';
import { importRow, reservationImport } from '@/modules/imports/tables';
import type { Tx } from '@/platform/db/client';
import type { Person } from './find-person';

/**
 * What the person is told of in a file that is being brought in. The import stays locked, so that none of its rows becomes a
 * reservation before the caller has ended.
 */
export async function findImported(tx: Tx, businessId: string, person: Person) {
  await tx
    .select({ id: reservationImport.id })
    .from(reservationImport)
    .where(and(eq(reservationImport.businessId, businessId), eq(reservationImport.state, 'RUNNING')))
    .for('update');
  return tx
    .select({ content: importRow.content })
    .from(importRow)
    .where(isHeld(businessId, person))
    .orderBy(asc(importRow.line));
}

/** Takes the person out of such a file: what is left of their row becomes no reservation. Returns from how many rows. */
export async function eraseImported(tx: Tx, businessId: string, person: Person): Promise<number> {
  const rows = await findImported(tx, businessId, person);
  if (rows.length > 0) await tx.update(importRow).set({ content: null }).where(isHeld(businessId, person));
  return rows.length;
}

function isHeld(businessId: string, { phone, email }: Person) {
  const isOf = or(
    phone === null ? undefined : sql`${importRow.content} ->> 'customerPhone' = ${phone}`,
    email === null ? undefined : sql`lower(${importRow.content} ->> 'customerEmail') = ${email}`,
  );
  return and(eq(importRow.businessId, businessId), eq(importRow.state, 'WAITING'), isOf ?? sql`false`);
}
