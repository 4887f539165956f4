'use client';
import type { DiningTable } from '@/modules/tables/wire';
import type { PlanView } from '../plan-settings/plan-screen';
import { ManyTablesSheet } from './many-tables-sheet';
import { TableSheet } from './table-sheet';

/** Which form of tables is open. */
export type OpenTables =
  | { readonly kind: 'many' }
  | { readonly kind: 'new' }
  | { readonly kind: 'edit'; readonly id: string };

interface TableSheetsProps extends PlanView {
  open: OpenTables;
  onClose: () => void;
}

/** The form of tables that is open; none for a table that somebody else has removed meanwhile. */
export function TableSheets({ open, ...sheet }: TableSheetsProps) {
  if (open.kind === 'many') return <ManyTablesSheet {...sheet} />;
  const table: DiningTable | undefined =
    open.kind === 'edit' ? sheet.lists.tables.find(({ id }) => id === open.id) : undefined;
  return open.kind === 'edit' && !table ? null : <TableSheet {...sheet} table={table ?? null} />;
}
