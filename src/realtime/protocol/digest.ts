import type { Reservation } from './reservation';

/**
 * What device and server compare. A day's rows fall by their id into BUCKETS groups and each group gets a digest, so that a
 * difference, or a row that changed meanwhile, concerns its own group alone.
 * Equal rows in any order have equal digests; different rows have different ones but for a chance of 2⁻⁶⁴.
 */

export const BUCKETS = 16;
/** Hexadecimal digits of a bucket's digest. */
const BUCKET_DIGITS = 16;
/** And of one part of a row. */
const PART_DIGITS = 8;

export const DIGEST_PATTERN = new RegExp(`^[0-9a-f]{${BUCKETS * BUCKET_DIGITS}}$`);
export const PARTS_PATTERN = new RegExp(`^[0-9a-f]{${PART_DIGITS * 4}}$`);

/** The groups of fields that are told apart when a row differs. */
export const ROW_PARTS = ['plan', 'person', 'attendance', 'version'] as const;
export type RowPart = (typeof ROW_PARTS)[number];

/** Every field but the id stands in one part; its place is part of the protocol. */
const FIELDS: Record<RowPart, readonly (keyof Reservation)[]> = {
  plan: ['code', 'guestCount', 'reservedAt', 'businessDay', 'tableName', 'createdAt'],
  person: ['customerName', 'customerPhone', 'customerEmail', 'notes'],
  attendance: ['scanCount', 'status'],
  version: ['version'],
};

/** One row, as little of it as shows what differs: id and a digest for each of ROW_PARTS. */
export type RowDigest = readonly [id: string, parts: string];

/** SHA-256 of a text as hexadecimal digits: each side brings the quickest it has. */
export type Sha256 = (text: string) => string;

/** Digests of all buckets, one after the other. */
export function digestRows(rows: readonly Reservation[], sha256: Sha256): string {
  const buckets: Reservation[][] = Array.from({ length: BUCKETS }, () => []);
  for (const row of rows) buckets[bucketOf(row.id)]?.push(row);
  return buckets.map((bucket) => sha256(textOf(bucket)).slice(0, BUCKET_DIGITS)).join('');
}

/** The rows of some buckets, for a closer look. */
export function rowDigests(rows: readonly Reservation[], buckets: readonly number[], sha256: Sha256): RowDigest[] {
  return rows.filter(({ id }) => buckets.includes(bucketOf(id))).map((row) => [row.id, partsOf(row, sha256)]);
}

/** Where two digests of `digestRows` differ. */
export function differingBuckets(a: string, b: string): number[] {
  const at = (digest: string, bucket: number) => digest.slice(bucket * BUCKET_DIGITS, (bucket + 1) * BUCKET_DIGITS);
  return Array.from({ length: BUCKETS }, (_, bucket) => bucket).filter((bucket) => at(a, bucket) !== at(b, bucket));
}

/** In which parts two rows differ, from their `parts`. */
export function differingParts(a: string, b: string): RowPart[] {
  const at = (parts: string, index: number) => parts.slice(index * PART_DIGITS, (index + 1) * PART_DIGITS);
  return ROW_PARTS.filter((_, index) => at(a, index) !== at(b, index));
}

export function bucketOf(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i += 1) sum += id.charCodeAt(i) * (i + 1);
  return sum % BUCKETS;
}

/** Rows in canonical form, in an order of their own. */
function textOf(rows: readonly Reservation[]): string {
  return rows
    .map((row) => JSON.stringify([row.id, ...ROW_PARTS.flatMap((part) => FIELDS[part].map((field) => row[field]))]))
    .sort()
    .join('\n');
}

function partsOf(row: Reservation, sha256: Sha256): string {
  return ROW_PARTS.map((part) =>
    sha256(JSON.stringify(FIELDS[part].map((field) => row[field]))).slice(0, PART_DIGITS),
  ).join('');
}
