import { readAudience } from '@/modules/access/audience';
import { projectEvent } from '@/modules/reservations/project-event';
import { log } from '@/platform/log';
import { FULL_AUDIENCE } from '@/realtime/protocol/cursor';
import type { DomainEvent } from '@/realtime/protocol/events';
import type { LogEntry } from '@/realtime/protocol/log';

/** The text an audience is sent for an entry. What cannot be projected is not shown. */
export function projectEntry(entry: LogEntry, audience: string): string | 'skip' {
  if (audience === FULL_AUDIENCE) return entry.json;
  try {
    const projected = projectEvent(JSON.parse(entry.json) as DomainEvent, readAudience(audience));
    return projected ? JSON.stringify(projected) : 'skip';
  } catch (error) {
    log().error({ err: error, businessId: entry.businessId, seq: entry.seq }, 'event not projected');
    return 'skip';
  }
}
