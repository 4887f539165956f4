'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { Check, CircleAlert, Copy, History } from 'lucide-react';
import { useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { RowFate } from '@/modules/imports/answers';
import type { Fate } from '@/modules/imports/rules';
import { useTop } from '@/ui/use-top';

/** A list with at most this many rows is entirely in the page. */
const MOST_ROWS = 100;
/** The height of a row in pixels until it is measured. */
const HEIGHT = 64;
const OVERSCAN = 8;

const LOOKS: Record<Fate, { readonly Icon: typeof Check; readonly tone: string }> = {
  new: { Icon: Check, tone: 'text-ok-text' },
  same: { Icon: Copy, tone: 'text-ink-soft' },
  past: { Icon: History, tone: 'text-warn-text' },
  invalid: { Icon: CircleAlert, tone: 'text-bad-text' },
};

/** The rows of a file with what would become of each. Of many rows only those near the view are in the page. */
export function FateList({ rows, timeZone }: { rows: readonly RowFate[]; timeZone: string }) {
  const t = useTranslations('files.import');
  const list = useRef<HTMLOListElement>(null);
  const isWhole = rows.length <= MOST_ROWS;
  const virtualizer = useWindowVirtualizer<HTMLLIElement>({
    enabled: !isWhole,
    count: rows.length,
    estimateSize: () => HEIGHT,
    scrollMargin: useTop(list),
    overscan: OVERSCAN,
  });
  const shown = isWhole
    ? rows.map((_, index) => ({ index, start: 0 }))
    : virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start }));
  return (
    <ol
      ref={list}
      data-testid="fates"
      aria-label={t('looked.rows')}
      className="relative rounded-control ring-1 ring-line"
      style={isWhole ? undefined : { height: virtualizer.getTotalSize() }}
    >
      {shown.map(({ index, start }) => {
        const row = rows[index];
        return (
          row && (
            <li
              key={row.line}
              ref={isWhole ? undefined : virtualizer.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={clsx('border-line border-b', isWhole ? 'last:border-0' : 'absolute inset-x-0 top-0')}
              style={isWhole ? undefined : { transform: `translateY(${start - virtualizer.options.scrollMargin}px)` }}
            >
              <FateItem row={row} timeZone={timeZone} />
            </li>
          )
        );
      })}
    </ol>
  );
}

function FateItem({ row, timeZone }: { row: RowFate; timeZone: string }) {
  const t = useTranslations('files');
  const format = useFormatter();
  const { Icon, tone } = LOOKS[row.fate];
  const when =
    row.reservedAt === null
      ? null
      : format.dateTime(new Date(row.reservedAt), { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return (
    <div className="flex items-start gap-3 px-3 py-2.5 text-sm">
      <span className="w-12 shrink-0 pt-px text-ink-soft tabular-nums">{row.line}</span>
      <div className="min-w-0 grow">
        <p className="break-words font-semibold">{row.name || t('import.looked.nameless')}</p>
        {when !== null && row.guestCount !== null && (
          <p className="text-ink-soft">{t('import.looked.party', { when, count: row.guestCount })}</p>
        )}
        {row.table !== null && (
          <p className={row.table === 'given' ? 'text-ink-soft' : 'text-warn-text'}>
            {t(`import.tables.${row.table}`)}
          </p>
        )}
        {row.field !== null && row.reason !== null && (
          <p className="text-bad-text">
            {t('import.looked.problem', {
              column: t(`columns.${row.field}`),
              reason: t(`import.reasons.${row.reason}`),
            })}
          </p>
        )}
      </div>
      <span className={clsx('flex shrink-0 items-center gap-1.5 font-semibold', tone)}>
        <Icon aria-hidden size={16} />
        <span className="max-sm:sr-only">{t(`import.fates.${row.fate}`)}</span>
      </span>
    </div>
  );
}
