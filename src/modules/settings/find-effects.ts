import { and, asc, count, eq, gte, isNull, lt, ne, notInArray, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { isOwnRole } from '@/modules/access/custom-role';
import { lacksDemanded } from '@/modules/access/second-factor';
import { customRole, membership, user } from '@/modules/access/tables';
import { balanceOf, readGates } from '@/modules/attendance/reads';
import { scanAttempt } from '@/modules/attendance/tables';
import { findClockMoves, isClosedBy, isMoved } from '@/modules/reservations/change-clock';
import { reservation } from '@/modules/reservations/tables';
import { countErasable } from '@/modules/retention/erase-old-persons';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import type { Effects } from './answers';
import { checkBrand } from './check-brand';
import { readRow } from './reads';
import { changedFields, changesClock, type EditedFields, type SettingsRow } from './rules';
import type { SettingsInput } from './schema';

const DAY_MS = 24 * 60 * 60_000;

/** What `updateSettings` would do with the same input to what is in the database now; it writes nothing. */
export async function findEffects(ctx: Context, input: SettingsInput): Promise<Effects> {
  const { change } = checkBrand(input);
  return snapshot(async (tx) => {
    const before = await readRow(tx, ctx.venue.id);
    const changed = changedFields(before, change);
    return {
      version: before.settingsVersion,
      clock: await effectsOfClock(tx, ctx, before, changed),
      capacity: await effectsOfCapacity(tx, ctx, before, changed),
      policy: await effectsOfPolicy(tx, ctx, before, changed),
      occupancy: await effectsOfOccupancy(tx, ctx, before, changed),
      secondFactor: await effectsOfDemand(tx, ctx, changed),
      retention: await effectsOfRetention(tx, ctx, changed),
      slug: changed.slug !== undefined,
    };
  });
}

type Changed = Partial<EditedFields>;

async function effectsOfClock(
  tx: Tx,
  { venue, now }: Context,
  before: SettingsRow,
  changed: Changed,
): Promise<Effects['clock']> {
  if (!changesClock(changed)) return null;
  const after = { ...before, ...changed };
  const all = await findClockMoves(tx, { businessId: venue.id, before, after }, now);
  const moves = all.filter(({ row }) => row.deletedAt === null);
  const today = businessDayOf(now, after);
  return {
    reservations: moves.length,
    moved: moves.filter(({ row, reservedAt }) => reservedAt !== row.reservedAt.toISOString()).length,
    otherNight: moves.filter((move) => isMoved(move) && move.businessDay !== move.row.businessDay).length,
    closing: moves.filter((move) => isClosedBy(move, after, now)).length,
    today: today === businessDayOf(now, before) ? null : today,
  };
}

/** The venue's reservations of tonight and later, by the rules before. */
function ahead({ venue, now }: Context, before: SettingsRow) {
  return and(
    eq(reservation.businessId, venue.id),
    isNull(reservation.deletedAt),
    gte(reservation.businessDay, businessDayOf(now, before)),
  );
}

async function effectsOfCapacity(
  tx: Tx,
  ctx: Context,
  before: SettingsRow,
  { capacity = null }: Changed,
): Promise<Effects['capacity']> {
  if (capacity === null) return null;
  const planned = sql<number>`sum(${reservation.guestCount})::int`;
  const nights = await tx
    .select({ day: reservation.businessDay, planned })
    .from(reservation)
    .where(and(ahead(ctx, before), ne(reservation.status, 'CANCELLED')))
    .groupBy(reservation.businessDay)
    .having(sql`sum(${reservation.guestCount}) > ${capacity}`)
    .orderBy(sql`sum(${reservation.guestCount}) desc`, asc(reservation.businessDay));
  const [largest] = nights;
  return largest ? { nights: nights.length, ...largest } : null;
}

async function effectsOfPolicy(
  tx: Tx,
  { venue, now }: Context,
  before: SettingsRow,
  { capacityPolicy }: Changed,
): Promise<Effects['policy']> {
  if (capacityPolicy !== 'BLOCK') return null;
  const [found] = await tx
    .select({ parties: count() })
    .from(reservation)
    .where(
      and(
        eq(reservation.businessId, venue.id),
        isNull(reservation.deletedAt),
        eq(reservation.businessDay, businessDayOf(now, before)),
        notInArray(reservation.status, ['CANCELLED', 'COMPLETED']),
        gte(reservation.scanCount, reservation.guestCount),
      ),
    );
  return found && found.parties > 0 ? found : null;
}

async function effectsOfOccupancy(
  tx: Tx,
  { venue, now }: Context,
  before: SettingsRow,
  changed: Changed,
): Promise<Effects['occupancy']> {
  const { capacity, occupancyPolicy: policy } = { ...before, ...changed };
  const isAsked = changed.capacity !== undefined || changed.occupancyPolicy !== undefined;
  if (!isAsked || capacity === null) return null;
  const inside = Math.max(0, balanceOf(await readGates(tx, venue.id, businessDayOf(now, before))));
  return policy === 'BLOCK' || inside >= capacity ? { inside, capacity, policy } : null;
}

async function effectsOfDemand(tx: Tx, { venue }: Context, changed: Changed): Promise<Effects['secondFactor']> {
  if (changed.requireSecondFactor !== true) return null;
  const [found] = await tx
    .select({ members: count() })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .leftJoin(customRole, isOwnRole())
    .where(and(eq(membership.businessId, venue.id), lacksDemanded()));
  return { members: found?.members ?? 0 };
}

async function effectsOfRetention(tx: Tx, { venue, now }: Context, changed: Changed): Promise<Effects['retention']> {
  const { keptNightsDays, keptRefusalsDays, keptContactDays, keptNotesDays } = changed;
  const oldest = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const reservations = keptNightsDays
    ? await tx
        .select({ rows: count() })
        .from(reservation)
        .where(
          and(
            eq(reservation.businessId, venue.id),
            lt(reservation.businessDay, oldest(keptNightsDays).toISOString().slice(0, 10)),
          ),
        )
    : [];
  const refusals = keptRefusalsDays
    ? await tx
        .select({ rows: count() })
        .from(scanAttempt)
        .where(and(eq(scanAttempt.businessId, venue.id), lt(scanAttempt.receivedAt, oldest(keptRefusalsDays))))
    : [];
  const gone = {
    reservations: reservations[0]?.rows ?? 0,
    refusals: refusals[0]?.rows ?? 0,
    contacts: keptContactDays ? await countErasable(tx, venue.id, 'contact', oldest(keptContactDays)) : 0,
    notes: keptNotesDays ? await countErasable(tx, venue.id, 'notes', oldest(keptNotesDays)) : 0,
  };
  return Object.values(gone).some((rows) => rows > 0) ? gone : null;
}
