import type { CountTarget, IntendedCount } from '@/modules/attendance/client/count';
import { excessOf } from '@/modules/attendance/rules';
import type { DoorManifest } from '@/modules/door/answers';
import { checkSignature } from '@/modules/door/client/check-signature';
import { type DoorBook, type DoorParty, followList, judgeByHand, judgeOffline, openBook } from '@/modules/door/rules';
import { readToken } from '@/modules/passes/token';
import type { Reservation } from '@/modules/reservations/wire';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { PhoneOutcome } from '../flow/door-outcome';
import type { PhoneJudge } from '../flow/phone-judge';
import type { Night } from './use-night';

interface Known {
  readonly night: Night;
  readonly reservations: readonly Reservation[];
  /** The counts of this venue that no server has decided. */
  readonly undecided: readonly IntendedCount[];
}

/** The judge of a phone that knows a night; null before it knows one. */
export function createJudge(read: () => Known | null): PhoneJudge {
  let opened: { night: Night; book: DoorBook; codes: WeakMap<IntendedCount, string> } | null = null;
  return async ({ target, increment, nonce }) => {
    const known = read();
    if (!known) return null;
    const { night, reservations } = known;
    if (opened?.night !== night) opened = { night, book: openBook(currentOf(night)), codes: new WeakMap() };
    const { book, codes } = opened;
    const facts = {
      ...{ book, increment, at: new Date(Date.now() + night.clockOffset) },
      ...countedOf(book, codes, known, nonce),
    };
    const verdict =
      'qrCode' in target
        ? await judgeOffline(target.qrCode, { ...facts, isSigned: checkSignature })
        : judgeByHand(codeOf(target, book, reservations) ?? '', facts);
    if (!verdict) return null;
    const show = (party: DoorParty) => reservationOf(party, reservations, night.manifest.night);
    const manifestSeq = parseCursor(book.manifest.cursor)?.seq;
    return { outcome: outcomeOf(verdict, increment, show), manifestSeq };
  };
}

function currentOf({ manifest, list }: Night): DoorManifest {
  return list ? followList(manifest, list) : manifest;
}

type Verdict = Awaited<ReturnType<typeof judgeOffline>>;

function outcomeOf(verdict: Verdict, increment: number, show: (party: DoorParty) => Reservation): PhoneOutcome {
  if (verdict.kind === 'unsure') return verdict;
  if (verdict.kind === 'refused') {
    const { reason, party } = verdict;
    return { kind: 'refused', byPhone: true, reason, reservation: party && show(party) };
  }
  const { party } = verdict;
  const scanCount = party.scanCount + increment;
  const counted = { scanCount, maxGuests: party.guestCount, excess: excessOf(scanCount, party.guestCount) };
  return { kind: 'counted', byPhone: true, reservation: { ...show(party), scanCount }, ...counted };
}

/** Whom of each party, by its code, this phone has counted and no server has decided, except by the count `nonce`. */
function countedOf(
  book: DoorBook,
  codes: WeakMap<IntendedCount, string>,
  { undecided, reservations }: Known,
  nonce: string | undefined,
) {
  const sums = new Map<string, number>();
  const persons = new Map<string, number[]>();
  for (const count of undecided) {
    // Who leaves, or has not left after all, is no arrival.
    const isExit = count.flow === 'OUT' || ('undoOf' in count.target && count.increment > 0);
    if (count.nonce === nonce || isExit) continue;
    const code = codes.get(count) ?? codeOf(count.target, book, reservations);
    if (code === undefined) continue;
    codes.set(count, code);
    sums.set(code, (sums.get(code) ?? 0) + count.increment);
    const person = 'qrCode' in count.target ? readToken(count.target.qrCode)?.claims.person : null;
    if (person) persons.set(code, [...(persons.get(code) ?? []), person]);
  }
  return {
    undecided: (code: string) => sums.get(code) ?? 0,
    undecidedPersons: (code: string) => persons.get(code) ?? [],
  };
}

/** The code of the party; undefined for people without a reservation, and for a party that is not listed. */
function codeOf(
  target: CountTarget,
  { manifest, passes }: DoorBook,
  reservations: readonly Reservation[],
): string | undefined {
  if ('qrCode' in target) return manifest.code[passes.indexOf(readToken(target.qrCode)?.claims.passId ?? '')];
  if ('category' in target) return undefined;
  return reservations.find(({ id }) => id === target.reservationId)?.code;
}

/** The party as the list shows it, else as the manifest does, which knows no ids. */
function reservationOf(party: DoorParty, reservations: readonly Reservation[], night: string): Reservation {
  const { code, scanCount, guestCount, status, version } = party;
  const listed = reservations.find((row) => row.code === code);
  if (listed) return { ...listed, scanCount };
  return {
    ...{ id: '', code, customerName: party.shortName, guestCount, scanCount, status, version, businessDay: night },
    ...{
      reservedAt: new Date(party.at * 1000).toISOString(),
      tableName: party.table,
      tableIds: null,
      tags: party.tags as never,
    },
    ...{ customerPhone: null, customerEmail: null, notes: null, lateMinutes: null, onWayAt: null, createdAt: '' },
    ...{ seatedAt: null, leftAt: null },
  };
}
