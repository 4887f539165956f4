import { ROLES, type Role } from '@/domain/people/context';
import { projectEvent } from '@/domain/reservations/project-event';
import { businessDayOf } from '@/domain/venues/business-day';
import type { DomainEvent } from '@/realtime/protocol/events';
import type { LogEntry } from '@/realtime/protocol/log';
import { log } from './log';

const FULL = 'full';

interface Membership {
  readonly role: Role;
  readonly timeZone: string;
  readonly cutoffHour: number;
}

/**
 * What the stream of a member shows: `full`, or `DOOR {business day}`. The day is part of it, so that streams open anew,
 * and events are projected anew, when the venue's day ends.
 */
export function audienceOf({ role, timeZone, cutoffHour }: Membership, now = new Date()): string {
  return role === 'DOOR' ? `${role} ${businessDayOf(now, { timeZone, cutoffHour })}` : FULL;
}

/** The text an audience is sent for an entry. What cannot be projected is not shown. */
export function projectEntry(entry: LogEntry, audience: string): string | 'skip' {
  if (audience === FULL) return entry.json;
  try {
    const [name, today = ''] = audience.split(' ');
    const role = ROLES.find((known) => known === name);
    const projected = role ? projectEvent(JSON.parse(entry.json) as DomainEvent, role, today) : null;
    return projected ? JSON.stringify(projected) : 'skip';
  } catch (error) {
    log().error({ err: error, businessId: entry.businessId, seq: entry.seq }, 'event not projected');
    return 'skip';
  }
}
