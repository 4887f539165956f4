'use client';
import { LayoutGrid } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/ui/empty-state';
import { Redraw } from '@/ui/redraw';
import { useDay } from '../reservas/components/day-context';
import { Dialogs } from '../reservas/components/late-dialogs';
import type { FormWrites } from '../reservas/components/use-reservation-form';
import { MonthView, WeekView } from './days-view';
import { FloorView } from './floor-view';
import { PartyPanel } from './party-panel';
import { PlanProvider, usePlan } from './plan-context';
import { QuestionSheet } from './question-sheet';
import { TimeLine } from './time-line';
import { TurnList } from './turn-list';
import type { FloorLists } from './use-floor-lists';
import type { View } from './views';

export interface PlanBodyProps {
  view: View;
  onView: (view: View) => void;
  lists: FloorLists;
}

/** The plan in one of its views, with the party that is selected in all of them. */
export function PlanBody({ view, onView, lists }: PlanBodyProps) {
  const { setDay } = useDay();
  const openDay = (day: string) => {
    setDay(day);
    onView('line');
  };
  return (
    <PlanProvider lists={lists}>
      <div className="flex items-start gap-5">
        <div className="min-w-0 grow">
          <Redraw>
            {view === 'week' ? (
              <WeekView onDay={openDay} />
            ) : view === 'month' ? (
              <MonthView onDay={openDay} />
            ) : (
              <DayViews view={view} />
            )}
          </Redraw>
        </div>
        <Redraw fallback={null}>
          <PartyPanel />
        </Redraw>
      </div>
      <QuestionSheet />
      <PlanDialogs />
    </PlanProvider>
  );
}

function DayViews({ view }: { view: 'line' | 'floor' | 'list' }) {
  const t = useTranslations('plan');
  const { lines } = usePlan();
  if (view === 'list') return <TurnList />;
  if (lines.length === 0)
    return <EmptyState icon={<LayoutGrid size={28} />} title={t('noTables.title')} body={t('noTables.body')} />;
  return view === 'floor' ? <FloorView /> : <TimeLine />;
}

/** The forms and questions of the list, over the plan; its details are the plan's own. */
function PlanDialogs() {
  const { live, day, wide, dialog, find, close, finish, see } = useDay();
  const { mutateAsync: create } = live.createReserva;
  const { mutateAsync: update } = live.updateReserva;
  const { mutateAsync: restore } = live.restoreReserva;
  const { mutateAsync: setTables } = live.setTables;
  const writes = useMemo<FormWrites>(
    () => ({ create, update, restore, setTables }),
    [create, update, restore, setTables],
  );
  const shown = dialog?.kind === 'details' ? null : dialog;
  return (
    <Dialogs
      dialog={shown}
      row={shown && 'id' in shown ? find(shown.id) : null}
      day={day}
      wide={wide}
      writes={writes}
      onClose={close}
      onDone={finish}
      onSee={see}
    />
  );
}
