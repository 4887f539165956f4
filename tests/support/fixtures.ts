import { randomUUID } from 'node:crypto';
import type { Context, RequestFacts, Role } from '@/modules/access/context';
import { createAccount, createMember } from '@/modules/access/create-member';
import { insertReservation } from '@/modules/reservations/insert-reservation';
import type { ReservationRow } from '@/modules/reservations/rows';
import { type CreateReservationInput, CreateReservationInput as Input } from '@/modules/reservations/schema';
import { createBusiness, type NewBusiness } from '@/modules/setup/create-business';
import type { Venue } from '@/modules/venues/venue';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';

/** A Saturday's 21:00 in Guayaquil. */
export const NOW = new Date('2026-11-22T02:00:00Z');
export const TODAY = '2026-11-21';

/** Of a context, and of what its request says. */
type ContextChanges = Partial<Omit<Context, 'request'> & RequestFacts>;

export interface TestVenue {
  readonly venue: Venue;
  /** The context of the venue's member with that role, at NOW unless `changes` says otherwise. */
  as(role: Role, changes?: ContextChanges): Context;
}

/** A venue with one member of each role. */
export async function makeVenue(changes: Partial<NewBusiness> = {}): Promise<TestVenue> {
  const mark = randomUUID().slice(0, 8);
  return transaction(async (tx) => {
    const fields = {
      ...{ slug: `local-${mark}`, name: `Local ${mark}`, timeZone: 'America/Guayaquil', cutoffHour: 4 },
      capacityPolicy: 'WARN' as const,
    };
    const venue = await createBusiness(tx, { ...fields, ...changes }, NOW);
    const users = {} as Record<Role, string>;
    for (const role of ['OWNER', 'MANAGER', 'HOST', 'DOOR'] as const) {
      const email = `${role}-${mark}@local.test`;
      users[role] = await createAccount(tx, { name: `${role} ${mark}`, email, passwordHash: 'none' });
      await createMember(tx, venue.id, users[role], role);
    }
    const as = (role: Role, contextChanges: ContextChanges = {}): Context => {
      const {
        clock = null,
        ifMatch,
        idempotencyKey,
        origin = 'http://localhost:3000',
        device,
        locale,
        ...others
      } = contextChanges;
      return {
        ...{ venue, role, userId: users[role], requestId: randomUUID(), now: NOW },
        request: {
          ...{ clock, ifMatch, idempotencyKey, origin },
          ...(device === undefined ? {} : { device }),
          ...(locale === undefined ? {} : { locale }),
        },
        ...others,
      };
    };
    return { venue, as };
  });
}

export function bookingInput(changes: Partial<Record<keyof CreateReservationInput, unknown>> = {}) {
  return Input.parse({
    customerName: 'Lucía Fernández Mora',
    customerPhone: '+593 98 765 4321',
    guestCount: 4,
    reservedAt: NOW.toISOString(),
    status: 'CONFIRMED',
    ...changes,
  });
}

/** A reservation of the venue, tonight at NOW unless `changes` says otherwise. */
export async function makeReservation(
  { as }: TestVenue,
  changes: Partial<Record<keyof CreateReservationInput, unknown>> = {},
): Promise<ReservationRow> {
  const row = await transaction((tx) => insertReservation(tx, as('OWNER'), bookingInput(changes), undefined));
  if (!row) throw new Error('makeReservation: not made');
  return row;
}

/** The error's code, or what the promise gave when it did not fail. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

/** What a refusal says of itself; the code `done` where there is none. */
export async function refusalOf(work: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await work;
    return { code: 'done' };
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, ...error.extra };
    throw error;
  }
}
