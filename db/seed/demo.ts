import { randomInt } from 'node:crypto';
import { hashPassword } from '@/modules/access/auth';
import type { Context, Role } from '@/modules/access/context';
import { createAccount, createMember } from '@/modules/access/create-member';
import { createBusiness, type NewBusiness } from '@/modules/setup/create-business';
import { claimEmptyInstallation, isUnused } from '@/modules/setup/installation';
import { recordOperator } from '@/modules/setup/set-operator';
import { addDays, businessDayOf } from '@/modules/venues/business-day';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import { seedDay } from './evening';
import { seedFloor } from './floor';
import { Dice } from './random';
import { seedSeating } from './seating';

export interface DemoAccount {
  readonly email: string;
  readonly role: Role | 'OPERATOR';
  /** The venue's slug; empty for an operator, who belongs to no venue. */
  readonly venue: string;
}

export interface Demo {
  readonly accounts: DemoAccount[];
  /** The password of every account. Null when DEMO_PASSWORD set it, because it need not be printed then. */
  readonly password: string | null;
}

interface Person {
  readonly name: string;
  readonly role: Role;
}

interface DemoVenue extends NewBusiness {
  readonly dialCode: string;
  /** The seed of this venue's random generator. */
  readonly luck: number;
  readonly people: readonly [Person, ...Person[]];
  readonly tonight: number;
  readonly otherDays: readonly [low: number, high: number];
  /** Whether it gives tables: the other one books as before them. */
  readonly hasTables: boolean;
}

const VENUES: readonly DemoVenue[] = [
  {
    slug: 'terraza',
    name: 'Terraza Quito',
    address: 'Isabel La Católica N24-430, Quito',
    timeZone: 'America/Guayaquil',
    cutoffHour: 4,
    capacityPolicy: 'WARN',
    dialCode: '+593987',
    luck: 1,
    people: [
      { name: 'Elena Cordero', role: 'OWNER' },
      { name: 'Marcos Villacís', role: 'MANAGER' },
      { name: 'Sara Benítez', role: 'HOST' },
      { name: 'Kevin Toapanta', role: 'DOOR' },
    ],
    tonight: 35,
    otherDays: [10, 25],
    hasTables: true,
  },
  {
    slug: 'otro',
    name: 'Otro Local Madrid',
    timeZone: 'Europe/Madrid',
    cutoffHour: 6,
    capacityPolicy: 'BLOCK',
    dialCode: '+34612',
    luck: 2,
    people: [{ name: 'Pilar Sanchís', role: 'OWNER' }],
    tonight: 8,
    otherDays: [2, 5],
    hasTables: false,
  },
];

const OPERATOR = { name: 'Irene Salazar', email: 'operator@aforo.test' };

const PAST_DAYS = 2;
const COMING_DAYS = 7;

/**
 * Seeds the demo at a first start: only on the embedded database, unless DEMO forbids it, and not where a demo has been
 * erased. Null when nothing was seeded.
 */
export async function seedDemoAtStart(): Promise<Demo | null> {
  const { DATABASE_URL, DEMO } = env();
  return !DATABASE_URL && DEMO && (await isUnused()) ? seedDemoIfEmpty() : null;
}

/**
 * Fills an empty installation with two venues, their people and a week of reservations. Null when an account exists.
 */
export async function seedDemoIfEmpty(now = new Date()): Promise<Demo | null> {
  const { DEMO_PASSWORD } = env();
  const password = DEMO_PASSWORD ?? drawPassword();
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    if (!(await claimEmptyInstallation(tx))) return null;
    const accounts: DemoAccount[] = [];
    for (const venue of VENUES) accounts.push(...(await seedVenue(tx, venue, passwordHash, now)));
    accounts.push(await seedOperator(tx, passwordHash));
    return { accounts, password: DEMO_PASSWORD ? null : password };
  });
}

async function seedVenue(tx: Tx, demo: DemoVenue, passwordHash: string, now: Date): Promise<DemoAccount[]> {
  const { dialCode, luck, people, tonight, otherDays, hasTables, ...fields } = demo;
  const venue = await createBusiness(tx, { ...fields, demo: true }, now);
  const accounts: DemoAccount[] = [];
  const ids: Partial<Record<Role, string>> = {};
  for (const { name, role } of people) {
    const email = `${role.toLowerCase()}@${venue.slug}.test`;
    ids[role] = await createAccount(tx, { name, email, passwordHash });
    await createMember(tx, venue.id, ids[role], role);
    accounts.push({ email, role, venue: venue.slug });
  }
  const ownerId = ids.OWNER ?? '';
  const staff = { venue, dialCode, hostId: ids.HOST ?? ownerId, doorId: ids.DOOR ?? ownerId };
  const dice = new Dice(luck);
  const today = businessDayOf(now, venue);
  if (hasTables) await seedFloor(tx, ownerOf(venue, ownerId, now));
  for (let offset = -PAST_DAYS; offset <= COMING_DAYS; offset++) {
    const count = offset === 0 ? tonight : dice.between(...otherDays);
    const day = addDays(today, offset);
    await seedDay(tx, dice, staff, day, count, now);
    if (hasTables && (offset === 0 || offset === 1)) await seedSeating(tx, staff, day, now);
  }
  return accounts;
}

/** The owner as they make the venue's plan. */
function ownerOf(venue: Venue, userId: string, now: Date): Context {
  const request = { clock: null, ifMatch: undefined, idempotencyKey: undefined, origin: '' };
  return { venue, userId, role: 'OWNER', requestId: 'demo', now, request };
}

/** Creates the operator, who watches every venue's streams and is a member of none. */
async function seedOperator(tx: Tx, passwordHash: string): Promise<DemoAccount> {
  const userId = await createAccount(tx, { ...OPERATOR, passwordHash });
  await recordOperator(tx, userId, true, 'demo');
  return { email: OPERATOR.email, role: 'OPERATOR', venue: '' };
}

/** A readable password, without letters that look alike: 59 bits. */
function drawPassword(): string {
  const letters = '23456789abcdefghjkmnpqrstvwxyz';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group()].join('-');
}
