import { and, count, gte, lt, notInArray, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { readServices } from '@/modules/services/reads';
import { startedIn, windowsOf } from '@/modules/services/windows';
import { addDays } from '@/modules/venues/business-day';
import { snapshot } from '@/platform/db/transaction';
import type { PlanDays } from './answers';
import { live } from './reads';
import type { PlanDaysInput } from './schema';
import { reservation } from './tables';

type DayPlan = PlanDays['days'][number];

/** How many parties and people each of some business days has, in all and by the service in which they start. */
export function readDays({ venue }: Context, { from, days }: PlanDaysInput): Promise<PlanDays> {
  return snapshot(async (tx) => {
    const services = await readServices(tx, venue.id);
    const times = await tx
      .select({
        ...{ day: reservation.businessDay, at: reservation.reservedAt, parties: count() },
        covers: sql`sum(${reservation.guestCount})`.mapWith(Number),
      })
      .from(reservation)
      .where(
        and(
          ...[live(venue), notInArray(reservation.status, ['CANCELLED', 'NO_SHOW'])],
          ...[gte(reservation.businessDay, from), lt(reservation.businessDay, addDays(from, days))],
        ),
      )
      .groupBy(reservation.businessDay, reservation.reservedAt);
    return {
      days: Array.from({ length: days }, (_, i) => {
        const day = addDays(from, i);
        const windows = windowsOf(services, day, venue);
        const own = times.filter((time) => time.day === day);
        const byService = new Map<string | null, DayPlan['services'][number]>(
          windows.map(({ serviceId }) => [serviceId, { serviceId, parties: 0, covers: 0 }]),
        );
        for (const { at, parties, covers } of own) {
          const serviceId = startedIn(windows, at.getTime())?.serviceId ?? null;
          const before = byService.get(serviceId) ?? { parties: 0, covers: 0 };
          byService.set(serviceId, { serviceId, parties: before.parties + parties, covers: before.covers + covers });
        }
        return { day, ...totalOf(own), services: [...byService.values()] };
      }),
    };
  });
}

function totalOf(times: readonly { readonly parties: number; readonly covers: number }[]) {
  return times.reduce((sum, { parties, covers }) => ({ parties: sum.parties + parties, covers: sum.covers + covers }), {
    ...{ parties: 0, covers: 0 },
  });
}
