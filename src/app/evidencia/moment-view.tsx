'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Moment } from '@/modules/evidence/client/replay';
import { useEvidence, ViewLink } from './evidence-context';
import { useKindText } from './incidents';
import { useLineText } from './use-line-text';

/** One instant of a night. */
export function MomentView({ moment }: { moment: Moment }) {
  const t = useTranslations('evidence');
  const words = useLineText();
  const kindText = useKindText();
  const format = useFormatter();
  const { night } = useEvidence();
  const { inside, admitted, byGate, last, open } = moment;
  const gates = night.gates.filter(({ id }) => byGate.has(id));
  const rows = [
    ...gates.map(({ id, name }) => ({ id, name: isolate(name) })),
    ...(byGate.has(null) && gates.length > 0 ? [{ id: null, name: t('noGate') }] : []),
  ];
  return (
    <div className="mt-4 grid gap-5 sm:grid-cols-2">
      <div>
        <dl className="grid grid-cols-2 gap-3">
          {(['inside', 'admitted'] as const).map((figure) => (
            <div key={figure} className="rounded-control bg-sunken px-3 py-2">
              <dt className="text-ink-soft text-sm">{t(`figure.${figure}`)}</dt>
              <dd data-testid={`moment-${figure}`} className="figures font-semibold text-xl tabular-nums">
                {format.number(figure === 'inside' ? inside : admitted)}
              </dd>
            </div>
          ))}
        </dl>
        {rows.length > 0 && (
          <ul className="mt-3 grid gap-1 text-sm tabular-nums">
            {rows.map(({ id, name }) => {
              const { entered = 0, left = 0 } = byGate.get(id) ?? {};
              return (
                <li key={id ?? ''} className="flex justify-between gap-3">
                  <span className="min-w-0 break-words">{name}</span>
                  <span className="shrink-0 text-ink-soft">{t('inOut', { entered, left })}</span>
                </li>
              );
            })}
          </ul>
        )}
        {open.length > 0 && (
          <>
            <h3 className="mt-4 font-semibold text-sm">{t('openThen')}</h3>
            <ul className="mt-1 grid text-sm">
              {open.slice(0, MOST_OPEN).map(({ id, kind }) => (
                <li key={id}>
                  <ViewLink
                    view={{ incident: id }}
                    className="inline-flex min-h-11 items-center text-warn-text underline underline-offset-4"
                  >
                    {kindText(kind)}
                  </ViewLink>
                </li>
              ))}
              {open.length > MOST_OPEN && (
                <li className="text-ink-soft">{t('moreOpen', { count: open.length - MOST_OPEN })}</li>
              )}
            </ul>
          </>
        )}
      </div>
      <div>
        <h3 className="font-semibold text-sm">{t('lastEntries')}</h3>
        {last.length === 0 && <p className="mt-1 text-ink-soft text-sm">{t('noneYet')}</p>}
        <ol className="mt-1 grid gap-1.5 text-sm">
          {last.map((line) => (
            <li key={night.lines.indexOf(line)} className="flex gap-3">
              <time className="shrink-0 text-ink-soft tabular-nums">{words.time(line.at)}</time>
              <span className="min-w-0 break-words">
                <span className="font-semibold tabular-nums">{words.people(line)}</span> {words.kind(line)}
                {line.party && ` · ${words.party(line.party)}`}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** How many open incidents are named at once. */
const MOST_OPEN = 4;
