import { shown } from '@/modules/access/shown';
import { rowEvents } from '@/modules/events/rules';

/** Screens read the imports again; what is in a file is for those who may read the whole list. */
export const IMPORT_EVENTS = rowEvents<{ readonly id: string; readonly version: number }>({
  ...{ noun: 'import', permission: 'reservations.read-personal' },
  fields: { id: shown, version: shown },
});
