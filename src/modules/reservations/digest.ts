import { FIELDS_OF_PART, LATER_FIELDS, type Reservation, ROW_PARTS, type RowPart } from './wire';

/**
 * What device and server compare. The rows of a day are divided by their id into BUCKETS groups and each group gets a
 * digest, so that a difference, or a row that changed meanwhile, affects only its own group. Equal rows in any order
 * have equal digests; different rows have different ones except with a probability of 2⁻⁶⁴.
 */

export const BUCKETS = 16;
/** Hexadecimal digits of a bucket's digest. */
const BUCKET_DIGITS = 16;
/** Hexadecimal digits of the digest of one part of a row. */
const PART_DIGITS = 8;

export const DIGEST_PATTERN = new RegExp(`^[0-9a-f]{${BUCKETS * BUCKET_DIGITS}}$`);
export const PARTS_PATTERN = new RegExp(`^[0-9a-f]{${PART_DIGITS * 4}}$`);

/** The minimal form of one row that shows what differs: id and a digest for each of ROW_PARTS. */
export type RowDigest = readonly [id: string, parts: string];

/** SHA-256 of a text as hexadecimal digits: server and browser each pass their fastest implementation. */
export type Sha256 = (text: string) => string;

/** The digests of all buckets, concatenated. */
export function digestRows(rows: readonly Reservation[], sha256: Sha256): string {
  const buckets: Reservation[][] = Array.from({ length: BUCKETS }, () => []);
  for (const row of rows) buckets[bucketOf(row.id)]?.push(row);
  return buckets.map((bucket) => sha256(textOf(bucket)).slice(0, BUCKET_DIGITS)).join('');
}

/** The row digests of some buckets, for a closer comparison. */
export function rowDigests(rows: readonly Reservation[], buckets: readonly number[], sha256: Sha256): RowDigest[] {
  return rows.filter(({ id }) => buckets.includes(bucketOf(id))).map((row) => [row.id, partsOf(row, sha256)]);
}

/** The buckets in which two digests of `digestRows` differ. */
export function differingBuckets(a: string, b: string): number[] {
  const at = (digest: string, bucket: number) => digest.slice(bucket * BUCKET_DIGITS, (bucket + 1) * BUCKET_DIGITS);
  return Array.from({ length: BUCKETS }, (_, bucket) => bucket).filter((bucket) => at(a, bucket) !== at(b, bucket));
}

/** The parts in which two rows differ, from their `parts`. */
export function differingParts(a: string, b: string): RowPart[] {
  const at = (parts: string, index: number) => parts.slice(index * PART_DIGITS, (index + 1) * PART_DIGITS);
  return ROW_PARTS.filter((_, index) => at(a, index) !== at(b, index));
}

export function bucketOf(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i += 1) sum += id.charCodeAt(i) * (i + 1);
  return sum % BUCKETS;
}

/** Rows in canonical form, in a canonical order. */
function textOf(rows: readonly Reservation[]): string {
  return rows
    .map((row) => JSON.stringify([row.id, ...ROW_PARTS.flatMap((part) => valuesOf(row, part))]))
    .sort()
    .join('\n');
}

function partsOf(row: Reservation, sha256: Sha256): string {
  return ROW_PARTS.map((part) => sha256(JSON.stringify(valuesOf(row, part))).slice(0, PART_DIGITS)).join('');
}

function valuesOf(row: Reservation, part: RowPart): unknown[] {
  return FIELDS_OF_PART[part]
    .filter((field) => !LATER_FIELDS.has(field) || row[field] !== null)
    .map((field) => row[field]);
}
