import { readAudience } from '@/modules/access/audience';
import { type LoggedEvent, projectorOf } from '@/modules/events/rules';
import { log } from '@/platform/log';
import type { Project } from '@/realtime/server/frame';
import { EVENT_RULES } from './registry';

/**
 * Projects a log entry for each audience, by the rules of the entry's type. An entry that cannot be projected is not
 * shown.
 */
export function entryProjector(rules = EVENT_RULES): Project {
  const project = projectorOf(rules);
  return (entry, audience) => {
    try {
      const shown = project(JSON.parse(entry.json) as LoggedEvent, readAudience(audience));
      return shown ? JSON.stringify(shown) : 'skip';
    } catch (error) {
      log().error({ err: error, businessId: entry.businessId, seq: entry.seq }, 'event not projected');
      return 'skip';
    }
  };
}
