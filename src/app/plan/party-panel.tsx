'use client';
import { BookOpenText, MapPin, NotebookPen, Pencil, Phone, Table2, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { can } from '@/modules/access/context';
import { hasLeft } from '@/modules/reservations/rules';
import { Button } from '@/ui/button';
import { buttonClass } from '@/ui/button-class';
import { IconButton } from '@/ui/icon-button';
import { Sheet } from '@/ui/sheet';
import { useDay } from '../reservas/components/day-context';
import { Tags } from '../reservas/components/tags';
import { useVenueScreen } from '../reservas/components/venue-context';
import { timeText } from './frame';
import { usePlan } from './plan-context';
import { SittingButton } from './sitting-button';
import { TableSheet } from './table-sheet';
import { TurnBadge } from './turn-look';
import type { Visit } from './turns';

/** The party that is selected, in whatever view: beside the plan where there is room, else in a sheet. */
export function PartyPanel() {
  const t = useTranslations('plan');
  const { wide, dialog, deselect, selectedId } = useDay();
  const { visits } = usePlan();
  const visit = visits.find(({ row }) => row.id === selectedId) ?? null;
  const heading = useRef<HTMLHeadingElement>(null);
  const isWished = dialog?.kind === 'details' && visit !== null;
  useEffect(() => {
    if (wide && isWished && dialog) heading.current?.focus({ preventScroll: true });
  }, [wide, isWished, dialog]);
  if (!wide) {
    return (
      <Sheet
        open={isWished}
        onOpenChange={(open) => !open && deselect()}
        placement="side"
        title={visit?.row.customerName ?? ''}
        description={visit?.row.code}
      >
        {visit && <Party key={visit.row.id} visit={visit} />}
      </Sheet>
    );
  }
  if (!visit) return null;
  return (
    <aside
      aria-label={t('details')}
      data-testid="plan-party"
      className="sticky top-21 max-h-[calc(100dvh-6.5rem)] w-88 overflow-y-auto rounded-card border border-line bg-surface p-5"
    >
      <header className="mb-4 flex items-start gap-3">
        <div className="min-w-0 grow">
          <p className="eyebrow tabular-nums tracking-wide">{visit.row.code}</p>
          <h2 ref={heading} tabIndex={-1} className="display break-words text-xl">
            {visit.row.customerName}
          </h2>
        </div>
        <IconButton label={t('close')} icon={<X aria-hidden size={20} />} onClick={deselect} className="-mt-1 -mr-2" />
      </header>
      <Party key={visit.row.id} visit={visit} />
    </aside>
  );
}

function Party({ visit }: { visit: Visit }) {
  const t = useTranslations('plan');
  const row = visit.row;
  const { rules, role, slug, open } = useVenueScreen();
  const { namesOf, mayMove, lists } = usePlan();
  const [isChoosing, setChoosing] = useState(false);
  const time = (at: number) => timeText(at, rules.timeZone);
  const tables = namesOf(visit.tableIds) || row.tableName;
  const mayChoose = mayMove && !hasLeft(row) && lists.tables.length > 0;
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center gap-2">
        <TurnBadge turn={visit.turn} />
        <span className="text-sm tabular-nums">
          {t('stay', { from: time(visit.from), until: time(visit.until) })} · {t('people', { count: row.guestCount })}
        </span>
      </div>
      <Tags tags={row.tags} />
      <div className="flex flex-wrap gap-2 empty:hidden">
        <SittingButton row={row} />
      </div>
      <dl className="grid gap-3 text-sm">
        <Line icon={<MapPin size={18} />} label={t('tables')} value={tables || t('noTable')} />
        {row.notes && (
          <Line
            icon={<NotebookPen size={18} />}
            label={t('notes')}
            value={<span className="whitespace-pre-line">{row.notes}</span>}
          />
        )}
        {row.customerPhone && (
          <Line
            icon={<Phone size={18} />}
            label={t('phone')}
            value={
              <a href={`tel:${row.customerPhone}`} className="tabular-nums underline underline-offset-4">
                {row.customerPhone}
              </a>
            }
          />
        )}
      </dl>
      <div className="flex flex-wrap gap-2">
        {mayChoose && (
          <Button icon={<Table2 aria-hidden size={18} />} onClick={() => setChoosing(true)}>
            {t(tables ? 'changeTable' : 'chooseTable')}
          </Button>
        )}
        {can(role, 'reservations.write') && (
          <Button icon={<Pencil aria-hidden size={18} />} onClick={() => open({ kind: 'edit', id: row.id })}>
            {t('edit')}
          </Button>
        )}
        <a
          href={`/reservas?local=${encodeURIComponent(slug)}&dia=${row.businessDay}&historial=${encodeURIComponent(row.id)}`}
          className={buttonClass({ variant: 'quiet' })}
        >
          <BookOpenText aria-hidden size={18} />
          {t('openInList')}
        </a>
      </div>
      {isChoosing && <TableSheet row={row} onClose={() => setChoosing(false)} />}
    </div>
  );
}

function Line({ icon, label, value }: { icon: ReactNode; label: string; value: ReactNode }) {
  return (
    <div className="flex items-start gap-3">
      <dt className="flex shrink-0 text-ink-faint">
        <span aria-hidden>{icon}</span>
        <span className="sr-only">{label}</span>
      </dt>
      <dd className="min-w-0 break-words">{value}</dd>
    </div>
  );
}
