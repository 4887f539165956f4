import { readExport } from '@/modules/evidence/read-export';
import { ExportEvidenceInput } from '@/modules/evidence/schema';
import { downloadResponse } from '@/platform/http/streamed-answer';
import { endpoint } from './endpoint';
import { operation } from './operation';

/** What a night's figures are made of, signed. */
export const evidence = endpoint('/api/evidencia/exportar', {
  GET: operation({
    actor: 'member',
    permission: 'audit.read',
    input: ExportEvidenceInput,
    output: null,
    run: readExport,
    respond: downloadResponse,
    cost: 20,
  }),
});
