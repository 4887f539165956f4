'use client';
import { History } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import type { TrailFilter } from '@/modules/trail/schema';
import type { DayRules } from '@/modules/venues/business-day';
import type { ShellProps } from '@/shell/types';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { buttonClass } from '@/ui/button-class';
import { EmptyState } from '@/ui/empty-state';
import { useVenueStream } from '../reservas/hooks/useVenueStream';
import { ExportLink } from './export-link';
import { TrailFilters } from './trail-filters';
import { TrailItem } from './trail-item';
import { useTrail } from './use-trail';

interface TrailAppProps {
  businessId: string;
  rules: DayRules;
  shell: ShellProps;
}

/** Who changed what in a venue, live at its head. */
export const TrailApp = livePage(Trail);

/** A row that the list is narrowed to, with the name by which it was chosen. */
interface ChosenRow {
  readonly id: string;
  readonly name: string;
}

function Trail({ businessId, rules, shell }: TrailAppProps) {
  const t = useTranslations('trail');
  const [filter, setFilter] = useState<TrailFilter>({});
  const [row, setRow] = useState<ChosenRow | null>(null);
  const stream = useVenueStream({ businessId, enabled: true, showToasts: false });
  const asked = { ...filter, ...(row ? { row: row.id } : {}) };
  const { people, more, hasNews, showNews, ...read } = useTrail({ businessId, stream, filter: asked });
  const isFiltered = Object.values(asked).some((value) => value !== undefined);
  return (
    <LiveScreen
      shell={shell}
      read={{ ...read, stream }}
      title={t('title')}
      lead={t('lead')}
      failed={t('failed')}
      actions={<ExportLink businessId={businessId} filter={asked} rules={rules} />}
      above={
        <>
          <TrailFilters
            filter={filter}
            people={people}
            row={row}
            onFilter={setFilter}
            onWholeTrail={() => setRow(null)}
          />
          {hasNews && (
            <Banner
              icon={<History size={18} />}
              action={
                <Button variant="quiet" onClick={showNews}>
                  {t('showNews')}
                </Button>
              }
            >
              {t('news')}
            </Banner>
          )}
        </>
      }
    >
      {(entries) =>
        entries.length > 0 ? (
          <>
            <ul data-testid="trail" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
              {entries.map((entry) => (
                <TrailItem key={entry.id} entry={entry} rules={rules} onRow={row ? null : setRow} />
              ))}
            </ul>
            {more.possible && (
              <Button block busy={more.busy} onClick={more.read}>
                {t('older')}
              </Button>
            )}
          </>
        ) : (
          <EmptyState
            icon={<History size={28} />}
            title={t(isFiltered ? 'noMatch' : 'empty')}
            body={t(isFiltered ? 'noMatchBody' : 'emptyBody')}
            action={
              isFiltered ? (
                <Button
                  onClick={() => {
                    setFilter({});
                    setRow(null);
                  }}
                >
                  {t('showAll')}
                </Button>
              ) : (
                <a href={`/reservas?local=${encodeURIComponent(shell.current)}`} className={buttonClass({})}>
                  {t('toList')}
                </a>
              )
            }
          />
        )
      }
    </LiveScreen>
  );
}
