'use client';
import { useTranslations } from 'use-intl';
import type { ImportPreview } from '@/modules/imports/answers';
import { type Columns, DATE_ORDERS, type DateOrder, FIELDS, type Field, NEEDED } from '@/modules/imports/rules';
import { Select } from '@/ui/select';

interface ColumnsFormProps {
  preview: ImportPreview;
  busy: boolean;
  onChange: (choice: { columns?: Columns; dateOrder?: DateOrder }) => void;
}

const NOWHERE = '-';
const isNeeded = (field: Field) => NEEDED.some((needed) => needed === field);

/** Which column of the file holds what, as it was guessed from the heads. */
export function ColumnsForm({ preview, busy, onChange }: ColumnsFormProps) {
  const t = useTranslations('files');
  const { heads, samples, columns, dateOrder, missing } = preview;
  const options = [
    { value: NOWHERE, label: t('import.columns.nowhere') },
    ...heads.map((head, i) => ({ value: String(i), label: head || t('import.columns.unnamed', { number: i + 1 }) })),
  ];
  const choose = (field: Field, value: string) => {
    // A column holds one thing: what it held before has none then.
    const others = Object.entries(columns).filter(([name, at]) => name !== field && String(at) !== value);
    onChange({ columns: { ...Object.fromEntries(others), ...(value === NOWHERE ? {} : { [field]: Number(value) }) } });
  };
  return (
    <details open={missing.length > 0} className="rounded-control bg-sunken px-4 py-1">
      <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-sm">{t('import.columns.title')}</summary>
      <div className="grid gap-4 pb-4 sm:grid-cols-2 lg:grid-cols-3">
        {FIELDS.map((field) => {
          const at = columns[field];
          const sample = at === undefined ? undefined : samples[at]?.find((text) => text !== '');
          return (
            <Select
              key={field}
              label={isNeeded(field) ? `${t(`columns.${field}`)} *` : t(`columns.${field}`)}
              value={at === undefined ? NOWHERE : String(at)}
              options={options}
              disabled={busy}
              hint={sample === undefined ? undefined : t('import.columns.sample', { text: sample })}
              error={missing.includes(field) ? t('import.columns.needed') : undefined}
              onValueChange={(value) => choose(field, value)}
            />
          );
        })}
        <Select
          label={t('import.columns.order')}
          value={dateOrder}
          disabled={busy}
          options={DATE_ORDERS.map((value) => ({ value, label: t(`import.columns.orders.${value}`) }))}
          onValueChange={(value) => onChange({ dateOrder: value })}
        />
      </div>
    </details>
  );
}
