import { and, eq } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { readFacts } from '@/modules/reservations/read-facts';
import { availability } from '@/modules/services/availability';
import type { Tx } from '@/platform/db/client';
import { channelOf } from './create-offer';
import { readInTurn } from './reads';
import { isWished } from './rules';
import { waitlistEntry } from './tables';

interface Next {
  readonly id: string;
  readonly at: Date;
}

/** Whose turn it is on a night for which a time is free that suits them, and that time; null where nobody's is. The night is locked. */
export async function findNext(tx: Tx, author: Author, day: string): Promise<Next | null> {
  const { venue, now } = author;
  const isWaiting = and(eq(waitlistEntry.businessDay, day), eq(waitlistEntry.state, 'WAITING'));
  const rows = await readInTurn(tx, venue.id, isWaiting);
  if (rows.length === 0) return null;
  const facts = await readFacts(tx, author, day);
  for (const row of rows) {
    // A party that stands at the door is asked by a person.
    if (row.source === 'WALK_IN') continue;
    const { slots } = availability(facts, { day, party: row.guestCount, channel: channelOf(row.source), now });
    const slot = slots.find(({ at }) => new Date(at) > now && isWished(row, at, venue));
    if (slot) return { id: row.id, at: new Date(slot.at) };
  }
  return null;
}
