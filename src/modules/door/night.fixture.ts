import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { claimsOf, type Pass, passValidity } from '@/modules/passes/issue-pass';
import { encodeClaims, encodeToken } from '@/modules/passes/token';
import { reservationOf } from '@/modules/reservations/reservation.fixture';
import type { ReservationRow } from '@/modules/reservations/rows';
import type { Venue } from '@/modules/venues/venue';
import { projectManifest } from './project-manifest';
import { type DoorBook, openBook, type PhoneFacts } from './rules';

export const NIGHT = '2026-11-21';
/** 21:00 of the night, in Guayaquil. */
export const NINE = new Date('2026-11-22T02:00:00Z');
export const CURSOR = 'e1:9';

export const VENUE = {
  ...{ id: 'v1', slug: 'terraza', name: 'Terraza', timeZone: 'America/Guayaquil', cutoffHour: 4, capacity: 200 },
  ...{ capacityPolicy: 'WARN', lateToleranceMinutes: 15, country: null, demo: false },
  ...{ occupancyPolicy: 'WARN', walkInCategories: null },
} as unknown as Venue;

const own = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
export const KEY = { id: '0a0b0c0d', publicKey: String(own.publicKey.export({ format: 'jwk' }).x) };

/** A row as the database holds it, tonight unless `changes` says otherwise. */
export function rowOf(index: number, changes: Partial<ReservationRow> = {}): ReservationRow {
  const shown = reservationOf({ id: `r${index}`, code: `CODE${index}`, customerName: 'Lucía Fernández Mora' });
  return {
    ...shown,
    ...{ businessId: VENUE.id, businessDay: NIGHT, reservedAt: NINE, createdAt: NINE, version: 3 },
    ...{ statusBeforeCheckIn: null, countedFrom: null, closedAt: null, deletedAt: null },
    ...{ idempotencyKey: null, idempotencyHash: null, createdBy: null },
    ...changes,
  } as ReservationRow;
}

/** The pass of a row with that generation; the newest one is active. */
export function passOf(row: ReservationRow, generation: number, isActive = true): Pass {
  const id = `00000000-0000-4000-8000-${row.id.slice(1).padStart(6, '0')}${String(generation).padStart(6, '0')}`;
  return {
    ...{ businessId: row.businessId, id, reservationId: row.id, keyId: KEY.id, epoch: generation, createdAt: NINE },
    revokedAt: isActive ? null : NINE,
    ...passValidity(row.businessDay, VENUE),
  };
}

/** The text of a pass, or of that of one person: the venue's own, of another venue, or with another signature. */
export function tokenOf(
  pass: Pass,
  by: 'venue' | 'stranger' | 'forger' = 'venue',
  person: number | null = null,
): string {
  const signed = encodeClaims({ ...claimsOf(pass, person), ...(by === 'stranger' ? { keyId: 'ffffffff' } : {}) });
  return encodeToken(signed, sign(null, signed, by === 'venue' ? own.privateKey : other.privateKey));
}

/** The manifest that a phone got, opened. */
export function bookOf(
  held: readonly { row: ReservationRow; pass: Pass | null }[],
  {
    revoked = [],
    policy = 'WARN',
    cursor = CURSOR,
    persons = [],
  }: {
    revoked?: string[];
    policy?: Venue['capacityPolicy'];
    cursor?: string;
    persons?: { reservationId: string; person: number }[];
  } = {},
): DoorBook {
  const venue = { ...VENUE, capacityPolicy: policy };
  const ledger = { gates: [], inside: 0, persons };
  return openBook(projectManifest({ venue, night: NIGHT, now: NINE, cursor, keys: [KEY], held, revoked, ...ledger }));
}

export function factsOf(book: DoorBook, changes: Partial<PhoneFacts> = {}): PhoneFacts {
  return {
    ...{ book, at: NINE, increment: 0, undecided: () => 0, undecidedPersons: () => [] },
    isSigned: async (_, { signed, signature }) => verify(null, signed, own.publicKey, signature),
    ...changes,
  };
}
