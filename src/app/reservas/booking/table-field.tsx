'use client';
import { useTranslations } from 'use-intl';
import { TableChips } from './table-chips';
import { useTableOptions } from './use-table-options';

interface TableFieldProps {
  day: string;
  /** The instant of the reservation; null while it is not one. */
  at: string | null;
  party: number;
  value: readonly string[];
  /** Those that it has already. */
  own: readonly string[];
  namesOf: (tableIds: readonly string[]) => string;
  onValueChange: (tableIds: readonly string[]) => void;
  className?: string;
}

/** The tables of a reservation: those that are free for the party then, the best first, or none yet. */
export function TableField({ day, at, party, value, own, namesOf, onValueChange, className }: TableFieldProps) {
  const t = useTranslations('reservas.form.tables');
  const options = useTableOptions({ day, at, party });
  return (
    <div className={className}>
      <TableChips
        label={t('label')}
        none={t('none')}
        value={value}
        options={[own, ...(options ?? [])]}
        namesOf={namesOf}
        onValueChange={onValueChange}
      />
      {options?.length === 0 && <p className="mt-1.5 text-ink-soft text-sm">{t('full')}</p>}
    </div>
  );
}
