import { changer } from '@/modules/events/change';
import type { Import } from './answers';
import { reservationImport } from './tables';

export type ImportRecord = typeof reservationImport.$inferSelect;

/** Every write of an import that others see. See `changer`. */
export const changeImport = changer('import', reservationImport);

/** The job that writes an import, or takes it back; its key is `{venue}/{import}`. */
export const WRITE_IMPORT = 'write-import';
export const keyOf = ({ businessId, id }: Pick<ImportRecord, 'businessId' | 'id'>) => `${businessId}/${id}`;

export function importEvent({ id }: Pick<ImportRecord, 'id'>) {
  return { type: 'import-changed' as const, id, row: { id } };
}

export function toImport(row: ImportRecord, by: string | null): Import {
  const { id, fileName, state, total, invalid, past, same, created, failed, removed, kept } = row;
  return {
    ...{ id, fileName, state, total, invalid, past, same, created, failed, removed, kept, by },
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** What the trail says of an import. */
export function auditedImport({ fileName, total, created, removed, kept }: ImportRecord) {
  return { fileName, total, created, removed, kept };
}
