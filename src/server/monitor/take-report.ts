import type { Context } from '@/modules/access/context';
import { recordReport } from '@/modules/monitor/record-report';
import type { ClientReportInput } from '@/modules/monitor/schema';
import { log } from '@/platform/log';
import { clientReconnectFailures } from '@/platform/metrics/instruments';
import { counted } from './budget';

/** What a device tells of an outage of its own: kept and counted. Throws RATE_LIMITED. */
export async function takeReport(ctx: Context, report: ClientReportInput): Promise<{ recorded: boolean }> {
  await counted('reports', ctx.userId);
  const { recorded, isNew } = await recordReport(ctx, report);
  // Another member's outage is not theirs to tell of.
  if (!recorded) return { recorded };
  const { attempts, downMs, recovered, transport } = report;
  // An outage is told once more when it ends, if it was told of while it lasted: its attempts count at the first time.
  if (isNew) clientReconnectFailures.inc(attempts);
  log().warn(
    { businessId: ctx.venue.id, requestId: ctx.requestId, attempts, downMs, recovered, transport },
    'device outage',
  );
  return { recorded };
}
