import type { Context } from '@/modules/access/context';
import { recordReport } from '@/modules/monitor/record-report';
import type { ClientReportInput } from '@/modules/monitor/schema';
import { log } from '@/platform/log';
import { clientReconnectFailures } from '@/platform/metrics/instruments';
import { counted } from './budget';

/** Stores and counts a device's report of its own outage. Throws RATE_LIMITED. */
export async function takeReport(ctx: Context, report: ClientReportInput): Promise<{ recorded: boolean }> {
  await counted('reports', ctx.userId);
  const { recorded, isNew } = await recordReport(ctx, report);
  // The outage belongs to another member, so the report was not stored.
  if (!recorded) return { recorded };
  const { attempts, downMs, recovered, transport } = report;
  // An outage that was reported while it lasted is reported again when it ends: its attempts are counted only the first
  // time.
  if (isNew) clientReconnectFailures.inc(attempts);
  log().warn(
    { businessId: ctx.venue.id, requestId: ctx.requestId, attempts, downMs, recovered, transport },
    'device outage',
  );
  return { recorded };
}
