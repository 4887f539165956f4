import { EvidencePage } from '@/modules/evidence/answers';
import { readExport } from '@/modules/evidence/read-export';
import { readNight } from '@/modules/evidence/read-night';
import { EvidenceInput, ExportEvidenceInput } from '@/modules/evidence/schema';
import { downloadResponse } from '@/platform/http/streamed-answer';
import { endpoint } from './endpoint';
import { operation } from './operation';

const permission = 'audit.read';

/** What a night's figures are made of. */
export const evidence = endpoint('/api/evidencia', {
  GET: operation({
    ...{ actor: 'member', permission, input: EvidenceInput, output: EvidencePage, run: readNight, cost: 5 },
  }),
});

/** The same, signed. */
export const evidenceExport = endpoint('/api/evidencia/exportar', {
  GET: operation({
    actor: 'member',
    permission,
    input: ExportEvidenceInput,
    output: null,
    run: readExport,
    respond: downloadResponse,
    cost: 20,
  }),
});
