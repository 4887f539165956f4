import { PersonErased, PersonExport } from '@/modules/privacy/answers';
import { erasePerson } from '@/modules/privacy/erase-person';
import { exportPerson } from '@/modules/privacy/read-person';
import { PersonInput } from '@/modules/privacy/schema';
import { endpoint } from './endpoint';
import { operation } from './operation';

/** Both read the venue's whole log and audit. */
const guarded = { actor: 'member', permission: 'privacy.manage', input: PersonInput, cost: 20 } as const;

/** What a venue holds of one guest. */
export const personExport = endpoint('/api/personas/exportar', {
  POST: operation({ ...guarded, output: PersonExport, run: exportPerson }),
});

/** Replaces a guest by a dash, everywhere in the venue. */
export const personErasure = endpoint('/api/personas/borrar', {
  POST: operation({ ...guarded, output: PersonErased, run: erasePerson }),
});
