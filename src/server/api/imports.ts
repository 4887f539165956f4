import { jsonResponse } from '@/modules/access/route';
import { ImportAnswer, ImportList, OneImport, UndoneImport } from '@/modules/imports/answers';
import { createImport } from '@/modules/imports/create-import';
import { getImport, listImports } from '@/modules/imports/reads';
import { IMPORT_BODY_BYTES, ImportId, ImportInput, ListImportsInput } from '@/modules/imports/schema';
import { undoImport } from '@/modules/imports/undo-import';
import { endpoint } from './endpoint';
import { operation } from './operation';

/** An import does nothing that whoever may book could not do one by one. */
const permission = 'reservations.write';

export const imports = endpoint('/api/importaciones', {
  GET: operation({ actor: 'member', permission, input: ListImportsInput, output: ImportList, run: listImports }),
  POST: operation({
    ...{ actor: 'member', permission, input: ImportInput, output: ImportAnswer, run: createImport },
    ...{ cost: 20, maxBodyBytes: IMPORT_BODY_BYTES },
    respond: (answer) => jsonResponse(answer, answer.import ? 201 : 200),
  }),
});

export const oneImport = endpoint('/api/importaciones/[id]', {
  GET: operation({ actor: 'member', permission, input: ImportId, output: OneImport, run: getImport }),
  DELETE: operation({ actor: 'member', permission, input: ImportId, output: UndoneImport, run: undoImport }),
});
