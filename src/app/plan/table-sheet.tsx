'use client';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Reservation } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/sheet';
import { useTableOptions } from '../reservas/booking/use-table-options';
import { usePlan } from './plan-context';

interface TableSheetProps {
  row: Reservation;
  onClose: () => void;
}

/** Tables for a party: those that are offered for it, the best first, and every other one by zone. */
export function TableSheet({ row, onClose }: TableSheetProps) {
  const t = useTranslations('plan');
  const { lines, namesOf, moves } = usePlan();
  const options = useTableOptions({ day: row.businessDay, at: row.reservedAt, party: row.guestCount });
  const choose = (tableIds: readonly string[]) => {
    onClose();
    void moves.give(row, { tableIds });
  };
  const current = row.tableIds ?? [];
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('chooseTable')}
      description={`${isolate(row.customerName)} · ${t('people', { count: row.guestCount })}`}
    >
      <div className="grid gap-5">
        <Group title={t('offered')}>
          {options === null ? (
            <p className="text-ink-soft text-sm">{t('looking')}</p>
          ) : options.length === 0 ? (
            <p className="text-ink-soft text-sm">{t('noneOffered')}</p>
          ) : (
            options.map((tableIds) => (
              <Button key={tableIds.join()} variant="primary" onClick={() => choose(tableIds)}>
                {namesOf(tableIds)}
              </Button>
            ))
          )}
        </Group>
        {zonesOf(lines).map(({ key, name, tables }) => (
          <Group key={key} title={name ?? t('noZone')}>
            {tables.map(({ id, name: table, maxSeats }) => (
              <Button key={id} aria-pressed={current.includes(id)} onClick={() => choose([id])}>
                {isolate(table)} · {maxSeats}
              </Button>
            ))}
          </Group>
        ))}
        {current.length > 0 && (
          <Button variant="quiet" onClick={() => choose([])}>
            {t('takeTable')}
          </Button>
        )}
      </div>
    </Sheet>
  );
}

function zonesOf(lines: ReturnType<typeof usePlan>['lines']) {
  const zones: { key: string; name: string | null; tables: { id: string; name: string; maxSeats: number }[] }[] = [];
  for (const line of lines) {
    if (line.kind === 'zone') zones.push({ key: line.key, name: line.name, tables: [] });
    else zones.at(-1)?.tables.push(line.table);
  }
  return zones;
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid gap-2">
      <h3 className="font-semibold text-ink-soft text-sm">{title}</h3>
      <div className="flex flex-wrap gap-2">{children}</div>
    </section>
  );
}
