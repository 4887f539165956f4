import { and, eq, inArray } from 'drizzle-orm';
import { visibleTo } from '@/modules/access/audience';
import type { Context } from '@/modules/access/context';
import { apiKey } from '@/modules/access/key-tables';
import { pairedDevice } from '@/modules/access/pairing-tables';
import { user } from '@/modules/access/tables';
import { gate } from '@/modules/gates/tables';
import { showFields } from '@/modules/reservations/events';
import { reservation } from '@/modules/reservations/tables';
import type { Tx } from '@/platform/db/client';
import type { Names, NightLine } from './rows';

/** What the ids of lines stand for. */
export async function readNames(tx: Tx, { venue, role }: Context, lines: readonly NightLine[]): Promise<Names> {
  const some = (values: readonly (string | null)[]) => [...new Set(values.filter((value) => value !== null))];
  const visible = visibleTo(role);
  const gates = await tx.select({ id: gate.id, name: gate.name }).from(gate).where(eq(gate.businessId, venue.id));
  const rows = await tx
    .select({ id: reservation.id, code: reservation.code, name: reservation.customerName })
    .from(reservation)
    .where(
      and(
        eq(reservation.businessId, venue.id),
        inArray(reservation.id, some(lines.map(({ reservationId }) => reservationId))),
      ),
    );
  const users = await tx
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(inArray(user.id, some(lines.flatMap(({ by, deliveredBy }) => [by, deliveredBy]))));
  const keys = await tx.select({ id: apiKey.userId }).from(apiKey).where(eq(apiKey.businessId, venue.id));
  const devices = await tx
    .select({ id: pairedDevice.userId })
    .from(pairedDevice)
    .where(eq(pairedDevice.businessId, venue.id));
  const [isKey, isDevice] = [keys, devices].map((found) => new Set(found.map(({ id }) => id)));
  return {
    gates,
    people: users.map(({ id, name }) => ({
      ...{ id, name },
      kind: isDevice?.has(id) ? ('device' as const) : isKey?.has(id) ? ('key' as const) : ('person' as const),
    })),
    parties: rows.map(({ id, code, name }) => ({
      ...{ id, code },
      name: showFields({ customerName: name }, visible).customerName ?? '',
    })),
    mayReadReasons: visible.has('reservations.read-personal'),
  };
}
