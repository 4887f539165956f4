import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from '../../../tests/support/sha256';
import {
  BUCKETS,
  DIGEST_PATTERN,
  differingBuckets,
  differingParts,
  digestRows,
  PARTS_PATTERN,
  rowDigests,
} from './digest';
import { eachOptionalText, reservationOf } from './reservation.fixture';
import { isSameValue, Reservation, ReservationStatus, TAGS } from './wire';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const row: fc.Arbitrary<Reservation> = fc.record({
  ...eachOptionalText(fc.option(text)),
  id: fc.uuid(),
  code: text,
  customerName: text,
  guestCount: fc.nat(50),
  reservedAt: fc.constantFrom('2026-11-21T20:00:00.000Z', '2026-11-21T21:00:00.000Z'),
  businessDay: fc.constantFrom('2026-11-21', '2026-11-22'),
  status: fc.constantFrom(...ReservationStatus.options),
  scanCount: fc.nat(50),
  lateMinutes: fc.option(fc.integer({ min: 1, max: 60 })),
  onWayAt: fc.option(fc.constantFrom('2026-11-21T19:40:00.000Z', '2026-11-21T19:50:00.000Z')),
  seatedAt: fc.option(fc.constant('2026-11-21T20:10:00.000Z')),
  leftAt: fc.option(fc.constant('2026-11-21T22:10:00.000Z')),
  tags: fc.option(fc.subarray([...TAGS], { minLength: 1 })),
  tableIds: fc.option(fc.array(fc.uuid(), { minLength: 1, maxLength: 2 })),
  version: fc.nat(9),
  createdAt: fc.constant('2026-11-20T20:00:00.000Z'),
});
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 60 });
const FIELDS = (Object.keys(Reservation.shape) as (keyof Reservation)[]).filter((field) => field !== 'id');

it('is equal for equal rows in any order', () => {
  fc.assert(
    fc.property(rows, fc.nat(), (list, turn) => {
      const turned = list.map((_, index) => list[(index + turn) % list.length] as Reservation);
      const digest = digestRows(list, sha256);
      expect(digest).toMatch(DIGEST_PATTERN);
      expect(digestRows(structuredClone(turned), sha256)).toBe(digest);
    }),
  );
});

it('differs, in the one bucket and the one part, whatever field of whatever row differs', () => {
  fc.assert(
    fc.property(rows, row, fc.nat(), fc.constantFrom(...FIELDS), (list, other, at, field) => {
      const one = list[at % Math.max(1, list.length)];
      fc.pre(one !== undefined && !isSameValue(one[field], other[field]));
      const changed = list.map((kept) => (kept === one ? { ...kept, [field]: other[field] } : kept));
      const buckets = differingBuckets(digestRows(list, sha256), digestRows(changed, sha256));
      expect(buckets).toHaveLength(1);
      const before = new Map(rowDigests(list, buckets, sha256));
      const differing = rowDigests(changed, buckets, sha256).filter(([id, parts]) => before.get(id) !== parts);
      expect(differing.map(([id]) => id)).toEqual([one?.id]);
      const [[id, parts] = ['', '']] = differing;
      expect(parts).toMatch(PARTS_PATTERN);
      expect(differingParts(parts, before.get(id) ?? '')).toHaveLength(1);
    }),
  );
});

it('differs when a row is missing, in its own bucket', () => {
  fc.assert(
    fc.property(rows, fc.nat(), (list, at) => {
      fc.pre(list.length > 0);
      const without = list.filter((_, index) => index !== at % list.length);
      expect(differingBuckets(digestRows(list, sha256), digestRows(without, sha256))).toHaveLength(1);
    }),
  );
});

it('tells an absent text from an empty one, and a field from the next', () => {
  const [sample] = fc.sample(row, 1);
  if (!sample) throw new Error('no sample');
  const variants = [
    { ...sample, tableName: null, notes: '' },
    { ...sample, tableName: '', notes: null },
    { ...sample, tableName: 'a', notes: 'b' },
    { ...sample, tableName: 'ab', notes: '' },
    { ...sample, tableName: '["a"', notes: 'b' },
  ];
  expect(new Set(variants.map((variant) => digestRows([variant], sha256))).size).toBe(variants.length);
  expect(
    rowDigests(
      variants.slice(0, 1),
      Array.from({ length: BUCKETS }, (_, bucket) => bucket),
      sha256,
    ),
  ).toHaveLength(1);
});

it('is the digest of the version before for a row that does not use a field added since', () => {
  const plan = ['K7M2QX', 4, '2026-11-22T02:00:00.000Z', '2026-11-21', null, '2026-11-20T12:00:00.000Z'];
  const before = JSON.stringify(['r1', ...plan, 'Inés', null, null, null, 0, 'CONFIRMED', 7]);
  const digests = digestRows([reservationOf()], sha256);
  expect(digests).toContain(sha256(before).slice(0, 16));
  expect(digestRows([reservationOf({ lateMinutes: 15 })], sha256)).not.toBe(digests);
  expect(digestRows([reservationOf({ tags: ['VIP'] })], sha256)).not.toBe(digests);
  expect(digestRows([reservationOf({ onWayAt: '2026-11-22T01:40:00.000Z' })], sha256)).not.toBe(digests);
});
