import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audienceOf, readAudience, viewOf } from '@/modules/access/audience';
import { can, ROLES, type Role } from '@/modules/access/context';
import { projectReservation } from '@/modules/reservations/events';
import { eachOptionalText } from '@/modules/reservations/reservation.fixture';
import { DomainEvent, Reservation, ReservationStatus, TAGS } from '@/modules/reservations/wire';
import { epochFor } from '@/realtime/protocol/cursor';
import { entryProjector } from './audience';

const projectEntry = entryProjector();

const VENUE = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const NOW = new Date('2026-11-22T02:00:00Z');
const TODAY = '2026-11-21';
/** In every personal value, and in every field that no version of this file knows. */
const SECRET = 'Mendoza-593';
/** A role of a newer version's, and names that every object has. */
const UNKNOWN = ['AUDITOR', '', 'full', 'toString', '__proto__'] as string[] as Role[];

const day = fc.constantFrom(TODAY, '2026-11-20', '2026-11-25');
const status = fc.constantFrom(...ReservationStatus.options);
const count = fc.integer({ min: 1, max: 9 });
const personal = fc.option(fc.constant(SECRET));
const name = fc.constant(`Ana ${SECRET}`);
const fieldName = fc.oneof(fc.constantFrom('customerName2', 'constructor', 'toString', 'birthday'), fc.string());
const secretValue = fc.constantFrom<unknown>(SECRET, [SECRET], { notes: SECRET }, { reservation: { notes: SECRET } });

/** `shape` with fields that it does not know, each of which holds the secret. */
function withMore<T extends object>(shape: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc
    .tuple(shape, fc.dictionary(fieldName, secretValue, { maxKeys: 3 }))
    .map(([own, more]) => ({ ...more, ...own }));
}

const reservation = withMore(
  fc.record({
    ...{ id: fc.constant('r1'), code: fc.constant('ABC'), customerName: name, guestCount: count, scanCount: fc.nat(9) },
    ...{
      ...eachOptionalText(personal),
      tableName: fc.option(fc.constant('A1')),
      tableIds: fc.option(fc.array(fc.constant('t1'))),
      lateMinutes: fc.option(fc.constant(15)),
      onWayAt: fc.option(fc.constant('2026-11-22T00:45:00.000Z')),
      seatedAt: fc.option(fc.constant('2026-11-22T01:05:00.000Z')),
      leftAt: fc.option(fc.constant('2026-11-22T03:05:00.000Z')),
      tags: fc.option(fc.subarray([...TAGS], { minLength: 1 })),
    },
    ...{ reservedAt: fc.constant('2026-11-22T01:00:00.000Z'), createdAt: fc.constant('2026-11-20T10:00:00.000Z') },
    ...{ businessDay: day, status, version: count },
  }),
);
const updates = withMore(
  fc.record(
    {
      ...eachOptionalText(personal),
      tableName: fc.option(fc.constant('A1')),
      tableIds: fc.option(fc.array(fc.constant('t1'))),
      lateMinutes: fc.option(fc.constant(15)),
      onWayAt: fc.option(fc.constant('2026-11-22T00:45:00.000Z')),
      seatedAt: fc.option(fc.constant('2026-11-22T01:05:00.000Z')),
      leftAt: fc.option(fc.constant('2026-11-22T03:05:00.000Z')),
      tags: fc.option(fc.subarray([...TAGS], { minLength: 1 })),
      customerName: name,
      guestCount: count,
    },
    { requiredKeys: [] },
  ),
);
const base = {
  ...{ businessId: fc.constant('b'), timestamp: fc.constant('2026-11-21T20:00:00.000Z'), seq: count },
  ...{ reservationId: fc.constant('r1'), businessDay: day },
};
const event = withMore(
  fc.oneof(
    fc.record({
      ...{ type: fc.constant('qr-scanned'), ...base, customerName: name, scanCount: count, maxGuests: count },
      ...{
        increment: count,
        isFirstScan: fc.boolean(),
        newStatus: status,
        method: fc.constant('QR'),
        excess: fc.nat(9),
      },
    }),
    fc.record({
      ...{ type: fc.constant('reservation-created'), ...base, customerName: name, guestCount: count, status },
      ...{ reservedAt: fc.constant('2026-11-22T01:00:00.000Z'), reservation },
    }),
    fc.record(
      { type: fc.constant('reservation-updated'), ...base, updates, previousBusinessDay: day, reservation },
      { requiredKeys: ['type', 'updates', ...(Object.keys(base) as (keyof typeof base)[])] },
    ),
    fc.record({ type: fc.constant('reservation-deleted'), ...base, customerName: name }),
    fc.record({
      type: fc.constant('status-changed'),
      ...base,
      customerName: name,
      oldStatus: status,
      newStatus: status,
    }),
  ),
);

function shownTo(role: Role, stored: object): string {
  const entry = { businessId: 'b', epoch: 'e1', seq: 1, json: JSON.stringify(stored) };
  return projectEntry(entry, audienceOf(role, VENUE, NOW));
}

describe('what the stream shows', () => {
  it('is nothing personal without reservations.read-personal, whatever an event holds', () => {
    fc.assert(
      fc.property(event, (stored) => {
        for (const role of ROLES) {
          const text = shownTo(role, stored);
          if (can(role, 'reservations.read-personal')) expect(JSON.parse(text)).toEqual(DomainEvent.parse(stored));
          else expect(text).not.toContain(SECRET);
        }
        for (const role of UNKNOWN) expect(shownTo(role, stored)).toBe('skip');
      }),
      { numRuns: 400 },
    );
  });

  it('is, to the door, the whole known event with names shortened', () => {
    fc.assert(
      fc.property(event, (stored) => {
        const isOfToday = [stored.businessDay, 'previousBusinessDay' in stored && stored.previousBusinessDay].includes(
          TODAY,
        );
        const text = shownTo('DOOR', stored);
        if (!isOfToday) {
          expect(text).toBe('skip');
          return;
        }
        const masked = JSON.parse(
          JSON.stringify(DomainEvent.parse(stored))
            .replaceAll(`Ana ${SECRET}`, 'Ana M.')
            .replaceAll(`"${SECRET}"`, 'null'),
        );
        expect(JSON.parse(text)).toEqual(masked);
      }),
    );
  });

  it.each(['table-changed', 'constructor', 'toString'])('is a skip for an event of the type %s', (type) => {
    expect(shownTo('DOOR', { type, businessDay: TODAY, customerName: SECRET })).toBe('skip');
    for (const audience of ['full', '3'])
      expect(projectEntry({ businessId: 'b', epoch: 'e1', seq: 1, json: JSON.stringify({ type }) }, audience)).toBe(
        'skip',
      );
  });
});

describe('an audience', () => {
  it('keeps its name, so that cursors of running clients go on', () => {
    const epochs = ROLES.map((role) => epochFor('e1', audienceOf(role, VENUE, NOW)));
    expect(epochs).toEqual(['e1', 'e1', 'e1', 'e1-1-2026-11-21']);
    for (const role of UNKNOWN) expect(epochFor('e1', audienceOf(role, VENUE, NOW))).toBe('e1-none');
  });

  it('stands for the view that it was made of', () => {
    for (const role of [...ROLES, ...UNKNOWN]) {
      expect(readAudience(audienceOf(role, VENUE, NOW))).toEqual(viewOf(role, VENUE, NOW));
    }
    expect(readAudience('5 2026-11-21')).toEqual({
      visible: new Set(['reservations.read', 'reservations.read-personal']),
      day: TODAY,
    });
    for (const unknown of ['HOST 2026-11-21', '1', '3 2026-11-21', '0', '32', '33 2026-11-21', 'full 2']) {
      expect(readAudience(unknown)).toEqual({ visible: new Set(), day: null });
    }
  });
});

it('shows the door every known field of a row and no other', () => {
  fc.assert(
    fc.property(reservation, (row) => {
      const door = projectReservation(row, 'DOOR');
      expect(Object.keys(door).sort()).toEqual(Object.keys(Reservation.shape).sort());
      expect(JSON.stringify(door)).not.toContain(SECRET);
    }),
  );
});
