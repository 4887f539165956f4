import { EVERY_PROFILE } from '@/modules/access/profiles';
import {
  DeviceAsked,
  DeviceClosed,
  DeviceDetail,
  OperatedVenues,
  Overview,
  ReportTaken,
  VenueStanding,
} from '@/modules/monitor/answers';
import { AuditReply } from '@/modules/monitor/audit-answers';
import { listOperatedVenues } from '@/modules/monitor/find-venues';
import {
  AuditAnswerInput,
  ClientReportInput,
  OperatedVenueId,
  OperatedVenuesInput,
  OverviewInput,
  ReplayInput,
  StreamInput,
} from '@/modules/monitor/schema';
import { restoreVenue, suspendVenue } from '@/modules/monitor/set-suspended';
import { answerAudit } from '../monitor/answer-audit';
import { checkDevice, closeDevice, readDevice } from '../monitor/device';
import { readOverview } from '../monitor/overview';
import { takeReport } from '../monitor/take-report';
import { endpoint } from './endpoint';
import { operation } from './operation';

export const overview = endpoint('/api/monitor', {
  GET: operation({
    actor: 'watcher',
    permission: 'monitor.use',
    input: OverviewInput,
    output: Overview,
    run: readOverview,
  }),
});

export const device = endpoint('/api/monitor/dispositivos/[id]', {
  GET: operation({
    actor: 'watcher',
    permission: 'monitor.use',
    input: ReplayInput,
    output: DeviceDetail,
    run: readDevice,
  }),
});

export const deviceClose = endpoint('/api/monitor/dispositivos/[id]/cerrar', {
  POST: operation({
    actor: 'watcher',
    permission: 'monitor.use',
    input: StreamInput,
    output: DeviceClosed,
    run: closeDevice,
  }),
});

export const deviceCheck = endpoint('/api/monitor/dispositivos/[id]/comprobar', {
  POST: operation({
    actor: 'watcher',
    permission: 'monitor.use',
    input: StreamInput,
    output: DeviceAsked,
    run: checkDevice,
  }),
});

export const auditAnswer = endpoint('/api/monitor/auditoria', {
  POST: operation({
    actor: 'member',
    permission: 'reservations.read',
    devices: EVERY_PROFILE,
    input: AuditAnswerInput,
    output: AuditReply,
    run: answerAudit,
  }),
});

export const clientReport = endpoint('/api/monitor/incidencias', {
  POST: operation({
    actor: 'member',
    permission: 'reservations.read',
    devices: EVERY_PROFILE,
    input: ClientReportInput,
    output: ReportTaken,
    run: takeReport,
  }),
});

export const operatedVenues = endpoint('/api/monitor/locales', {
  GET: operation({
    actor: 'watcher',
    permission: 'venues.suspend',
    input: OperatedVenuesInput,
    output: OperatedVenues,
    run: listOperatedVenues,
  }),
});

export const suspension = endpoint('/api/monitor/locales/[id]/suspender', {
  POST: operation({
    actor: 'watcher',
    permission: 'venues.suspend',
    input: OperatedVenueId,
    output: VenueStanding,
    run: suspendVenue,
  }),
});

export const venueRestoration = endpoint('/api/monitor/locales/[id]/restaurar', {
  POST: operation({
    actor: 'watcher',
    permission: 'venues.suspend',
    input: OperatedVenueId,
    output: VenueStanding,
    run: restoreVenue,
  }),
});
