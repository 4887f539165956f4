import { TrailPage } from '@/modules/trail/answers';
import { readExport } from '@/modules/trail/read-export';
import { listTrail } from '@/modules/trail/reads';
import { ExportTrailInput, TrailInput } from '@/modules/trail/schema';
import { downloadResponse } from '@/platform/http/streamed-answer';
import { endpoint } from './endpoint';
import { operation } from './operation';

const permission = 'audit.read';

export const trail = endpoint('/api/rastro', {
  GET: operation({ actor: 'member', permission, input: TrailInput, output: TrailPage, run: listTrail, cost: 5 }),
});

export const trailExport = endpoint('/api/rastro/exportar', {
  GET: operation({
    actor: 'member',
    permission,
    input: ExportTrailInput,
    output: null,
    run: readExport,
    respond: downloadResponse,
    cost: 20,
  }),
});
