import type { Gate } from '@/modules/gates/wire';
import type { ReservationRow } from '@/modules/reservations/rows';
import { showReservation } from '@/modules/reservations/rows';
import type { Venue } from '@/modules/venues/venue';
import { businessDayBounds } from '@/modules/venues/wall-clock';
import type { DoorManifest } from './answers';
import { packIds } from './wire';

/** What the manifest of a night is made of. */
export interface NightFacts {
  readonly venue: Pick<
    Venue,
    'timeZone' | 'cutoffHour' | 'capacityPolicy' | 'capacity' | 'occupancyPolicy' | 'walkInCategories'
  >;
  readonly night: string;
  readonly now: Date;
  readonly cursor: string;
  readonly keys: DoorManifest['keys'];
  /** The night's rows, in the order of its list, each with its active pass. */
  readonly held: readonly { row: ReservationRow; pass: { id: string; epoch: number } | null }[];
  /** Ids of passes that open nothing. */
  readonly revoked: readonly string[];
  /** Who was counted by a pass of their own. */
  readonly persons: readonly { readonly reservationId: string; readonly person: number }[];
  /** Those that devices may choose. */
  readonly gates: readonly Gate[];
  /** Who is inside by the ledger; never below 0. */
  readonly inside: number;
}

/** The manifest for a phone that reads passes and may not read the list by name. */
export function withoutNames(manifest: DoorManifest): DoorManifest {
  const { code } = manifest;
  return { ...manifest, shortName: code.map(() => ''), table: code.map(() => null), flags: code.map(() => null) };
}

/** The night as a phone keeps it: whoever reads it, each row is shown as the door may see it. */
export function projectManifest({ venue, night, now, cursor, keys, held, revoked, ...door }: NightFacts): DoorManifest {
  const { start, end } = businessDayBounds(night, venue);
  const rows = held.map(({ row }) => showReservation(row, 'DOOR'));
  return {
    v: 1,
    night,
    validFrom: start.toISOString(),
    validUntil: end.toISOString(),
    cursor,
    serverTime: now.toISOString(),
    keys,
    policy: venue.capacityPolicy,
    capacity: venue.capacity,
    occupancyPolicy: venue.occupancyPolicy,
    categories: [...(venue.walkInCategories ?? [])],
    gates: [...door.gates],
    occupancy: door.inside,
    passes: packIds(held.map(({ pass }) => pass?.id ?? null)),
    revoked: packIds(revoked),
    persons: byCode(held, door.persons),
    code: rows.map(({ code }) => code),
    shortName: rows.map(({ customerName }) => customerName),
    guestCount: rows.map(({ guestCount }) => guestCount),
    scanCount: rows.map(({ scanCount }) => scanCount),
    at: held.map(({ row }) => Math.floor(row.reservedAt.getTime() / 1000)),
    status: rows.map(({ status }) => status),
    closed: held.map(({ row }) => (row.closedAt === null ? 0 : 1)),
    table: rows.map(({ tableName }) => tableName),
    flags: rows.map(({ tags }) => tags),
    version: rows.map(({ version }) => version),
    generation: held.map(({ pass }) => pass?.epoch ?? 0),
  };
}

function byCode(held: NightFacts['held'], persons: NightFacts['persons']): Record<string, number[]> {
  const codes = new Map(held.map(({ row }) => [row.id, row.code]));
  const found: Record<string, number[]> = {};
  for (const { reservationId, person } of persons) {
    const code = codes.get(reservationId);
    if (code !== undefined) found[code] = [...(found[code] ?? []), person];
  }
  return found;
}
