import type { ScanReason } from '@/modules/attendance/answers';
import { isPersonIn, judgeScan } from '@/modules/attendance/rules';
import { type ReadToken, readToken } from '@/modules/passes/token';
import type { Reservation, ReservationStatus } from '@/modules/reservations/wire';
import type { Cursor } from '@/realtime/protocol/cursor';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { DoorManifest } from './answers';
import { type IdIndex, indexIds, joinIds, NO_ID, splitIds } from './wire';

/** A night's list, as the stream keeps it. */
export interface NightList {
  readonly day: string;
  readonly cursor: Cursor;
  readonly reservations: readonly Reservation[];
  /** Who is inside and where people are counted, as other lists have followed the log; absent while they are not read. */
  readonly occupancy?: number | undefined;
  readonly gates?: DoorManifest['gates'] | undefined;
}

/** A manifest whose passes can be looked up. */
export interface DoorBook {
  readonly manifest: DoorManifest;
  /** The place of a pass is that of its row. */
  readonly passes: IdIndex;
  readonly revoked: IdIndex;
}

/** A party as the phone knows it. */
export interface DoorParty {
  readonly code: string;
  readonly shortName: string;
  readonly guestCount: number;
  /** Those of the manifest, and those whom this phone has counted since. */
  readonly scanCount: number;
  readonly status: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly table: string | null;
  readonly tags: readonly string[] | null;
  readonly version: number;
}

/**
 * What a phone says of a pass. `unsure`: the venue signed it, but it is not in the list, such as the pass of a reservation that was
 * made after the list was read. `complete`: everybody of the party is in.
 */
export type PhoneVerdict =
  | { readonly kind: 'admitted' | 'over' | 'complete'; readonly party: DoorParty }
  | { readonly kind: 'unsure' }
  | { readonly kind: 'refused'; readonly reason: ScanReason; readonly party: DoorParty | null };

export interface PhoneFacts {
  readonly book: DoorBook;
  /** By the server's clock. */
  readonly at: Date;
  /** How many people enter; 0 when the pass is only read. */
  readonly increment: number;
  /** How many people of a party, by its code, this phone has counted and no server has decided. */
  readonly undecided: (code: string) => number;
  /** Those of them whom it has counted by a pass of their own, by number. */
  readonly undecidedPersons: (code: string) => readonly number[];
  /** Whether the key signed the token. */
  readonly isSigned: (publicKey: string, token: ReadToken) => Promise<boolean>;
}

export function openBook(manifest: DoorManifest): DoorBook {
  return { manifest, passes: indexIds(manifest.passes), revoked: indexIds(manifest.revoked) };
}

/**
 * The manifest in the state of the night's live list: rows that have changed since are the list's, and the pass of a row that has
 * left the list opens nothing. A list of another log or another night, or an older one, changes nothing.
 */
export function followList(manifest: DoorManifest, list: NightList): DoorManifest {
  const position = parseCursor(manifest.cursor);
  if (list.day !== manifest.night || list.cursor.epoch !== position?.epoch || list.cursor.seq <= position.seq)
    return manifest;
  const live = new Map(list.reservations.map((row) => [row.code, row]));
  const rows = manifest.code.map((code) => live.get(code));
  const changed = rows.map((row, index) => (row && row.version > (manifest.version[index] ?? 0) ? row : null));
  const newer = <T>(column: readonly T[], value: (row: Reservation) => T): T[] =>
    column.map((known, index) => (changed[index] ? value(changed[index]) : known));
  const ids = splitIds(manifest.passes);
  const gone = ids.filter((id, index) => id !== NO_ID && !rows[index]);
  return {
    ...manifest,
    cursor: `${position.epoch}:${list.cursor.seq}`,
    occupancy: list.occupancy ?? manifest.occupancy,
    gates: list.gates ?? manifest.gates,
    passes: joinIds(ids.map((id, index) => (rows[index] ? id : NO_ID))),
    revoked: joinIds([...splitIds(manifest.revoked), ...gone]),
    guestCount: newer(manifest.guestCount, ({ guestCount }) => guestCount),
    scanCount: newer(manifest.scanCount, ({ scanCount }) => scanCount),
    at: newer(manifest.at, ({ reservedAt }) => Math.floor(Date.parse(reservedAt) / 1000)),
    status: newer(manifest.status, ({ status }) => status),
    // A row that somebody has changed since is open again, until its night ends.
    closed: newer(manifest.closed, () => 0),
    table: newer(manifest.table, ({ tableName }) => tableName),
    flags: newer(manifest.flags, ({ tags }) => tags),
    version: newer(manifest.version, ({ version }) => version),
  };
}

/** Whether the list has a row of which the manifest knows no pass: it has to be read again. */
export function lacksPass(manifest: DoorManifest, list: NightList): boolean {
  const known = new Set(manifest.code);
  return list.day !== manifest.night || list.reservations.some(({ code }) => !known.has(code));
}

/** What the pass opens as far as the phone knows: the rules of the server (`judgePass`), on the manifest's facts. */
export async function judgeOffline(scanned: string, facts: PhoneFacts): Promise<PhoneVerdict> {
  const refuse = (reason: ScanReason): PhoneVerdict => ({ kind: 'refused', reason, party: null });
  const { book, at } = facts;
  const token = readToken(scanned);
  if (!token) return refuse('INVALID');
  const key = book.manifest.keys.find(({ id }) => id === token.claims.keyId);
  if (!key) return refuse('OTHER_BUSINESS');
  if (!(await facts.isSigned(key.publicKey, token))) return refuse('BAD_SIGNATURE');
  const { passId, epoch, person, notBefore, expiresAt } = token.claims;
  if (book.revoked.indexOf(passId) >= 0) return refuse('REVOKED');
  const index = book.passes.indexOf(passId);
  if (index < 0) {
    const isOfNow = notBefore * 1000 <= at.getTime() && at.getTime() <= expiresAt * 1000;
    return isOfNow ? { kind: 'unsure' } : refuse('OTHER_DAY');
  }
  if (book.manifest.generation[index] !== epoch) return refuse('REVOKED');
  return judgeParty(index, person, facts);
}

/** The same for a party that was found by its code, without a pass; null for one that is not in the list. */
export function judgeByHand(code: string, facts: Omit<PhoneFacts, 'isSigned'>): PhoneVerdict | null {
  const index = facts.book.manifest.code.indexOf(code);
  return index < 0 ? null : judgeParty(index, null, facts);
}

function judgeParty(index: number, person: number | null, facts: Omit<PhoneFacts, 'isSigned'>): PhoneVerdict {
  const { at, increment, undecided, undecidedPersons } = facts;
  const { manifest } = facts.book;
  const party = partyAt(manifest, index, undecided);
  const { guestCount, scanCount } = party;
  const persons = new Set([...(manifest.persons?.[party.code] ?? []), ...undecidedPersons(party.code)]);
  const isTonight = new Date(manifest.validFrom) <= at && at < new Date(manifest.validUntil);
  const { refusal } = judgeScan({
    ...{ guestCount, scanCount, increment, isTonight, policy: manifest.policy },
    status: party.status as ReservationStatus,
    closedAt: manifest.closed[index] ? at : null,
    ...{ isForced: false, mayForce: false, mayBring: false },
    person: person === null ? null : { isIn: isPersonIn(person, [...persons], party) },
  });
  if (refusal) return { kind: 'refused', reason: refusal, party };
  if (scanCount >= guestCount) return { kind: 'complete', party };
  return { kind: scanCount + increment > guestCount ? 'over' : 'admitted', party };
}

function partyAt(manifest: DoorManifest, index: number, undecided: PhoneFacts['undecided']): DoorParty {
  const code = manifest.code[index] ?? '';
  return {
    code,
    shortName: manifest.shortName[index] ?? '',
    guestCount: manifest.guestCount[index] ?? 0,
    scanCount: (manifest.scanCount[index] ?? 0) + undecided(code),
    status: manifest.status[index] ?? '',
    at: manifest.at[index] ?? 0,
    table: manifest.table[index] ?? null,
    tags: manifest.flags[index] ?? null,
    version: manifest.version[index] ?? 0,
  };
}
