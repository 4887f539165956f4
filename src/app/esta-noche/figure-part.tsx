import clsx from 'clsx';
import { TriangleAlert, Users } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import type { OccupancySnapshot } from '@/modules/attendance/client/occupancy-list';
import { type FullnessLevel, fullnessOf } from '@/modules/attendance/rules';
import { Badge, type Tone } from '@/ui/badge';
import { Part } from './part';
import type { Night } from './use-night';

const TONES: Record<FullnessLevel, Tone> = { 80: 'info', 90: 'warn', 100: 'bad' };
const BARS: Record<FullnessLevel, string> = { 80: 'bg-info', 90: 'bg-warn', 100: 'bg-bad' };

/** Who is inside, of how many the venue holds, and how many are still to come; null where that is not known yet. */
export function FigurePart({ occupancy, expected }: { occupancy: Night['occupancy']; expected: number | null }) {
  const t = useTranslations('tonight.figure');
  const level = useTranslations('puerta.room.level');
  const inside = occupancy.list ? Math.max(0, occupancy.list.balance) : 0;
  const fullness = fullnessOf(inside, occupancy.list?.capacity ?? null);
  const reached = fullness?.level ?? null;
  return (
    <Part
      read={occupancy}
      title={t('title')}
      failed={t('failed')}
      testId="tonight-figure"
      aside={
        <p role="status" data-testid="tonight-level">
          {reached !== null && (
            <Badge
              tone={TONES[reached]}
              icon={reached === 80 ? <Users aria-hidden size={15} /> : <TriangleAlert aria-hidden size={15} />}
            >
              {level(`${reached}`)}
            </Badge>
          )}
        </p>
      }
    >
      {(list) => (
        <Figures list={list} inside={inside} expected={expected} percent={fullness?.percent ?? null} level={reached} />
      )}
    </Part>
  );
}

interface FiguresProps {
  list: OccupancySnapshot;
  inside: number;
  expected: number | null;
  percent: number | null;
  level: FullnessLevel | null;
}

function Figures({ list, inside, expected, percent, level }: FiguresProps) {
  const t = useTranslations('tonight.figure');
  const format = useFormatter();
  const { capacity, policy, admitted, walkIns, balance } = list;
  const others = [
    { label: t('admitted'), value: format.number(admitted) },
    { label: t('walkIns'), value: format.number(walkIns) },
    { label: t('expected'), value: expected === null ? t('unknown') : format.number(expected) },
  ];
  return (
    <div className="grid gap-4 px-4 pb-5 sm:px-5">
      <div>
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="figures text-figure" data-testid="tonight-inside">
            {format.number(inside)}
          </span>
          <span className="font-semibold text-ink-soft text-lg">
            {capacity === null ? t('noCapacity') : t('of', { capacity })}
          </span>
          {percent !== null && (
            <span className="ml-auto text-ink-soft text-sm tabular-nums">
              {t('share', { share: format.number(percent / 100, { style: 'percent' }) })}
            </span>
          )}
        </p>
        {percent !== null && (
          <div aria-hidden className="mt-2 h-3 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset">
            <div
              className={clsx('h-full rounded-full', level === null ? 'bg-accent' : BARS[level])}
              style={{ width: `${Math.min(100, percent)}%` }}
            />
          </div>
        )}
        {capacity !== null && <p className="mt-2 text-pretty text-ink-soft text-sm">{t(`policy.${policy}`)}</p>}
        {balance < 0 && (
          <p className="mt-2 text-pretty font-semibold text-sm text-warn-text">{t('uncounted', { count: -balance })}</p>
        )}
      </div>
      <dl className="grid grid-cols-3 gap-x-3 gap-y-2">
        {others.map(({ label, value }) => (
          <div key={label} className="flex min-w-0 flex-col-reverse justify-end">
            <dt className="hyphens-auto text-ink-soft text-sm">{label}</dt>
            <dd className="figures text-2xl">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
