'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { TrailEntry } from '@/modules/trail/answers';
import { changesOf } from '@/modules/trail/rules';
import type { DayRules } from '@/modules/venues/business-day';
import { Button } from '@/ui/button';
import { useValueText } from './use-value-text';
import { actionWord, fieldWord, rowKindOf } from './words';

interface TrailItemProps {
  entry: TrailEntry;
  rules: DayRules;
  /** Chooses the entry's row; null while a row is chosen. */
  onRow: ((row: { id: string; name: string }) => void) | null;
}

/** One entry: what was done to which row, each field before and after, when and by whom. */
export function TrailItem({ entry, rules, onRow }: TrailItemProps) {
  const t = useTranslations('trail');
  const format = useFormatter();
  const valueText = useValueText(rules);
  const { at, actor, action, kind, rowId, rowName, before, after } = entry;
  const word = actionWord(action);
  const name = rowName ?? t(`kinds.${rowKindOf(kind)}`);
  const changes = changesOf(before, after);
  return (
    <li data-testid="entry" className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0 grow basis-60">
        <p className="break-words font-semibold">
          {word === 'other' ? t('actions.other', { action }) : t(`actions.${word}`)}
          {rowName !== null && ` · ${isolate(rowName)}`}
        </p>
        {changes.length > 0 && (
          <dl className="wrap-anywhere mt-1 grid gap-1 text-sm">
            {changes.map(({ field, before: was, after: is }) => {
              const known = fieldWord(field);
              return (
                <div key={field} className="flex flex-wrap gap-x-2">
                  <dt className="text-ink-faint">
                    {known === 'other' ? t('fields.other', { field }) : t(`fields.${known}`)}
                  </dt>
                  <dd className="min-w-0 text-ink-soft">
                    {before === null
                      ? valueText(field, is)
                      : t('changed', { before: valueText(field, was), after: valueText(field, is) })}
                  </dd>
                </div>
              );
            })}
          </dl>
        )}
        <p className="mt-1 text-ink-faint text-sm">
          <time dateTime={at}>
            {format.dateTime(new Date(at), {
              timeZone: rules.timeZone,
              ...{ day: 'numeric', month: 'short', year: 'numeric' },
              ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
            })}
          </time>
          {' · '}
          {actor.name === null
            ? t(`actor.${actor.kind === 'guest' ? 'guest' : 'system'}`)
            : actor.kind === 'key' || actor.kind === 'device'
              ? t(`actor.${actor.kind}`, { name: isolate(actor.name) })
              : isolate(actor.name)}
        </p>
      </div>
      {onRow && (
        <Button size="sm" variant="quiet" onClick={() => onRow({ id: rowId, name })}>
          {t('onlyThis')}
        </Button>
      )}
    </li>
  );
}
