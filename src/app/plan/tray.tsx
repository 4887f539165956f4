'use client';
import { useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { usePlan } from './plan-context';
import type { Visit } from './turns';
import { useInView } from './use-in-view';
import { VisitBar } from './visit-bar';

const [WIDTH, GAP, HEIGHT] = [168, 8, 44];

interface TrayProps {
  visits: readonly Visit[];
  help: string | undefined;
}

/** The parties that have no table yet: carried to one, or opened to choose one. */
export function Tray(props: TrayProps) {
  return props.visits.length === 0 ? null : <FilledTray {...props} />;
}

function FilledTray({ visits, help }: TrayProps) {
  const t = useTranslations('plan');
  const { selectedId } = usePlan();
  const titleId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const view = useInView(scroller);
  return (
    <section aria-labelledby={titleId} data-testid="plan-tray" className="grid gap-1.5 border-line border-b px-3 py-2">
      <h2 id={titleId} className="font-semibold text-ink-soft text-xs">
        {t('tray', { count: visits.length })}
      </h2>
      <div ref={scroller} className="overflow-x-auto p-1">
        <div className="relative" style={{ height: HEIGHT, width: visits.length * (WIDTH + GAP) - GAP }}>
          {visits.map((visit, index) => {
            const left = index * (WIDTH + GAP);
            if (left > view.right || left + WIDTH < view.left) return null;
            return (
              <VisitBar
                key={visit.row.id}
                visit={visit}
                tableId={null}
                tables={visit.row.tableName ?? ''}
                {...{ left, top: 0, width: WIDTH, height: HEIGHT }}
                isSelected={visit.row.id === selectedId}
                help={help}
              />
            );
          })}
        </div>
      </div>
    </section>
  );
}
