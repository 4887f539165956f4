import type { CalendarPart } from '@/modules/messages/kind';

export interface CalendarEvent {
  readonly id: string;
  readonly version: number;
  readonly startsAt: Date;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  /** The guest's pass; null where it opens nothing any more. */
  readonly url: string | null;
  /** Who publishes or cancels it; only for a file that a message carries. */
  readonly by?: { readonly method: CalendarPart['method']; readonly name: string; readonly email: string };
}

/**
 * A reservation as a calendar file (RFC 5545) with one event. Its UID is the reservation's, and its SEQUENCE the
 * reservation's version, so that a newer file replaces an older one in the guest's calendar. Its time is in UTC; it has
 * no end, because a reservation has none.
 */
export async function drawEvent(event: CalendarEvent, now: Date): Promise<string> {
  const { default: ical, ICalCalendarMethod, ICalEventStatus } = await import('ical-generator');
  const { id, version, startsAt, summary, description, location, url, by } = event;
  const calendar = ical({ prodId: { company: 'Aforo', product: 'Aforo' } });
  if (by) calendar.method(ICalCalendarMethod[by.method]);
  calendar.createEvent({
    ...{ id, sequence: version, stamp: now, start: startsAt, summary, description, location },
    ...(url === null ? {} : { url }),
    ...(by ? { organizer: { name: by.name, email: by.email } } : {}),
    ...(by?.method === 'CANCEL' ? { status: ICalEventStatus.CANCELLED } : {}),
  });
  return calendar.toString();
}
