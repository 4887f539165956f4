import { randomUUID } from 'node:crypto';
import { NOW, type TestVenue } from '../../../tests/support/fixtures';
import { acceptEntries } from './accept-entries';
import { SyncInput } from './schema';

type Fields = Record<string, unknown>;
type Role = 'OWNER' | 'MANAGER' | 'HOST' | 'DOOR';

/** An entry as a phone writes it: two people by the list, now, unless `changes` says otherwise. */
export function entryOf(changes: Fields = {}): Fields & { nonce: string } {
  return {
    ...{ nonce: randomUUID(), delta: 2, flow: 'IN', kind: 'FIRST', basis: 'MANIFEST', at: NOW.toISOString() },
    ...changes,
  };
}

/** A phone at the door that delivers what it has counted. */
export function phoneOf(venue: TestVenue, deviceId = 'phone-a', role: Role = 'DOOR') {
  const now = new Date(NOW.getTime() + 60_000);
  const send = (entries: readonly unknown[], changes: Fields = {}) =>
    acceptEntries(
      venue.as(role, { now }),
      SyncInput.parse({ deviceId, sentAt: now.toISOString(), entries, ...changes }),
    );
  /** What became of one entry. */
  const one = async (entry: unknown, changes: Fields = {}) => {
    const { results } = await send([entry], changes);
    const [result] = results;
    if (!result) throw new Error('no result');
    return result;
  };
  return { deviceId, send, one };
}
