import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { createWalkIn } from '@/modules/attendance/create-walk-in';
import { recordClick } from '@/modules/attendance/record-click';
import { recordExit } from '@/modules/attendance/record-exit';
import { scanQr } from '@/modules/attendance/scan-qr';
import { ClickInput, ExitInput, WalkInInput } from '@/modules/attendance/schema';
import { undoAttendance } from '@/modules/attendance/undo-attendance';
import { undoClick } from '@/modules/attendance/undo-click';
import { acceptEntries } from '@/modules/custody/accept-entries';
import { entryOf } from '@/modules/custody/entries.fixture';
import { listIncidents } from '@/modules/custody/reads';
import { resolveIncident } from '@/modules/custody/resolve-incident';
import { SyncInput } from '@/modules/custody/schema';
import type { ReservationRow } from '@/modules/reservations/rows';
import { DomainError } from '@/platform/errors';
import { makeReservation, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { scanInput, tokenOf } from '../../../tests/support/scans';

const MINUTE = 60_000;
const base = {
  gateId: fc.constantFrom('norte', 'sur', undefined),
  role: fc.constantFrom('OWNER' as const, 'HOST' as const, 'DOOR' as const),
  /** Minutes after the evening's begin: hands and clocks are not in order. */
  minute: fc.integer({ min: 0, max: 300 }),
  people: fc.integer({ min: 1, max: 4 }),
  party: fc.integer({ min: 0, max: 3 }),
};
const kinds = [
  'scan',
  'hand',
  'fewer',
  'exit',
  'leave',
  'click',
  'walk-in',
  'undo',
  'deliver',
  'odd',
  'decide',
] as const;

/** What staff and phones do in an evening: some of it is refused, held, or taken back. */
export const step = fc.record({ ...base, kind: fc.constantFrom(...kinds), of: fc.nat({ max: 30 }) });
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Sent {
  readonly nonce: string;
  readonly party: { readonly id: string } | null;
}

/** A venue after an evening of these steps; the last of its four parties is of another night. */
export async function evening(steps: readonly Step[]): Promise<TestVenue> {
  const venue = await makeVenue({ capacity: 16, occupancyPolicy: 'BLOCK', capacityPolicy: 'BLOCK' });
  const parties: ReservationRow[] = [];
  for (const guestCount of [1, 3, 6]) parties.push(await makeReservation(venue, { guestCount }));
  const other = new Date(NOW.getTime() + 3 * 24 * 60 * MINUTE).toISOString();
  parties.push(await makeReservation(venue, { reservedAt: other }));
  const tokens = await Promise.all(parties.map(tokenOf));
  const sent: Sent[] = [];
  for (const each of steps) {
    try {
      const made = await take(venue, parties, tokens, sent, each);
      if (made) sent.push(made);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return venue;
}

async function take(
  venue: TestVenue,
  parties: readonly ReservationRow[],
  tokens: readonly string[],
  sent: readonly Sent[],
  { kind, role, minute, people: delta, gateId, party: index, of }: Step,
): Promise<Sent | null> {
  const now = new Date(NOW.getTime() + minute * MINUTE);
  const ctx = venue.as(role, { now });
  const nonce = randomUUID();
  const [party, token] = [parties[index], tokens[index]];
  if (!party || !token) return null;
  const occurredAt = new Date(now.getTime() - (of % 7) * MINUTE).toISOString();
  const fields = { delta, nonce, gateId, occurredAt };
  switch (kind) {
    case 'scan':
      await scanQr(ctx, scanInput(token, nonce, { increment: delta, gateId, occurredAt }));
      return { nonce, party };
    case 'hand':
      await countAttendance(ctx, { id: party.id, ...fields });
      return { nonce, party };
    case 'fewer':
      await countAttendance(ctx, { id: party.id, ...fields, delta: -1 });
      return { nonce, party };
    case 'exit':
      await recordExit(ctx, ExitInput.parse({ ...fields, qrCode: token }));
      return { nonce, party };
    case 'leave':
      await recordExit(ctx, ExitInput.parse(fields));
      return { nonce, party: null };
    case 'click':
      await recordClick(ctx, ClickInput.parse(fields));
      return { nonce, party: null };
    case 'walk-in':
      return {
        nonce,
        party: (await createWalkIn(venue.as('HOST', { now }), WalkInInput.parse({ guestCount: delta, nonce })))
          .reservation,
      };
    case 'undo': {
      const before = sent[of % Math.max(1, sent.length)];
      if (before?.party) await undoAttendance(ctx, { id: before.party.id, nonce: before.nonce });
      else if (before) await undoClick(ctx, { nonce: before.nonce });
      return null;
    }
    case 'deliver':
    case 'odd': {
      const entry = { delta, gateId, at: occurredAt };
      const odd = [
        { kind: 'WALK_IN', token: 'no es un pase' },
        { kind: 'UNDO', undoOf: `nothing-${nonce}`, basis: 'MANUAL' },
        { delta: 0 },
      ][of % 3];
      await acceptEntries(
        venue.as('DOOR', { now }),
        SyncInput.parse({
          ...{ deviceId: `phone-${of % 2}`, sentAt: now.toISOString() },
          entries: [entryOf({ ...entry, ...(kind === 'odd' ? odd : { token }) })],
        }),
      );
      return null;
    }
    case 'decide': {
      const { incidents } = await listIncidents(ctx, {});
      const one = incidents[of % Math.max(1, incidents.length)];
      const resolution = (['ACCEPTED', 'CORRECTED', 'DISCARDED'] as const)[of % 3] ?? 'ACCEPTED';
      if (one) await resolveIncident(venue.as('OWNER', { now }), { id: one.id, resolution, reason: 'visto' });
      return null;
    }
  }
}
