import { route } from '@/modules/access/route';
import { AuditAnswerInput, ClientReportInput, OverviewInput, ReplayInput, StreamInput } from '@/modules/monitor/schema';
import { watchRoute } from '@/modules/monitor/watch-route';
import { answerAudit } from '../monitor/answer-audit';
import { checkDevice, closeDevice, readDevice } from '../monitor/device';
import { readOverview } from '../monitor/overview';
import { takeReport } from '../monitor/take-report';
import { endpoint } from './endpoint';

export const overview = endpoint('/api/monitor', { GET: watchRoute({ input: OverviewInput, run: readOverview }) });

export const device = endpoint('/api/monitor/dispositivos/[id]', {
  GET: watchRoute({ input: ReplayInput, run: readDevice }),
});

export const deviceClose = endpoint('/api/monitor/dispositivos/[id]/cerrar', {
  POST: watchRoute({ input: StreamInput, run: closeDevice }),
});

export const deviceCheck = endpoint('/api/monitor/dispositivos/[id]/comprobar', {
  POST: watchRoute({ input: StreamInput, run: checkDevice }),
});

export const auditAnswer = endpoint('/api/monitor/auditoria', {
  POST: route({ input: AuditAnswerInput, run: answerAudit }),
});

export const clientReport = endpoint('/api/monitor/incidencias', {
  POST: route({ input: ClientReportInput, run: takeReport }),
});
