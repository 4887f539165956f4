import { isolate } from '@/i18n/isolate';
import { Chips } from '@/ui/chips';

interface TableChipsProps {
  label: string;
  /** What it is to choose none. */
  none: string;
  value: readonly string[];
  /** The tables that can be had, the best first. */
  options: readonly (readonly string[])[];
  namesOf: (tableIds: readonly string[]) => string;
  onValueChange: (tableIds: readonly string[]) => void;
}

/** Tables to choose from, joined ones as one choice. */
export function TableChips({ label, none, value, options, namesOf, onValueChange }: TableChipsProps) {
  const keyOf = (tableIds: readonly string[]) => [...tableIds].sort().join(' ');
  const shown = new Map([value, ...options].map((tableIds) => [keyOf(tableIds), tableIds]));
  shown.delete('');
  const chips = [...shown].map(([key, tableIds]) => ({ value: key, label: isolate(namesOf(tableIds)) }));
  return (
    <Chips
      label={label}
      value={keyOf(value)}
      chips={[{ value: '', label: none }, ...chips]}
      onValueChange={(key) => onValueChange(shown.get(key) ?? [])}
    />
  );
}
