import type { AlertRow, AuditRow, ReportRow } from '@/modules/monitor/answers';
import type { Device } from './devices';

const SHOWN = 20;

interface Sources {
  readonly devices: readonly Device[];
  /** Verdicts of device checks that found a difference. */
  readonly differing: readonly AuditRow[];
  readonly reports: readonly ReportRow[];
  readonly names: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** What a person should check, the newest first. */
export function listAlerts({ devices, differing, reports, names, now }: Sources): AlertRow[] {
  const none = { attempts: 0, downMs: 0, causes: {}, amount: 0 };
  const alerts: AlertRow[] = [
    ...differing.map(({ id, businessId, userName, device, at, connectionId, differences }) => ({
      ...none,
      ...{ key: id, kind: 'differs' as const, businessId, userName, device, at, connectionId },
      amount: differences.length,
    })),
    ...reports.map(({ id, businessId, userName, device, at, attempts, downMs, causes, recovered }) => ({
      ...none,
      ...{ key: id, kind: recovered ? ('outage' as const) : ('polling' as const), businessId, userName, device, at },
      ...{ attempts, downMs, causes, connectionId: null },
    })),
    ...devices
      .filter(({ reason }) => reason === 'not-reading')
      .slice(0, SHOWN)
      .map(({ key, businessId, userId, device, connectionId, unsentBytes }) => ({
        ...none,
        ...{ key, kind: 'not-reading' as const, businessId, device, connectionId, at: now.toISOString() },
        userName: names.get(userId) ?? '',
        amount: unsentBytes,
      })),
  ];
  return alerts.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, SHOWN);
}
