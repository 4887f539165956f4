import { TriangleAlert, Users } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type Fullness, type FullnessLevel, fullnessOf } from '@/modules/attendance/rules';

interface RoomBarProps {
  inside: number;
  /** How many people the venue holds. */
  capacity: number;
}

/** The share of the venue that is taken; from 80 % on in a word that is read at arm's length, and said once at each level. */
export function RoomBar({ inside, capacity }: RoomBarProps) {
  const fullness = fullnessOf(inside, capacity);
  const level = fullness?.level ?? null;
  const said = useRisen(level, inside);
  const t = useTranslations('puerta.room');
  if (!fullness) return null;
  return (
    <div data-testid="room" data-level={level ?? 0} className="min-w-0">
      <p role="status" className="sr-only">
        {said && t(`said.${said.level}`, { inside: said.inside, capacity })}
      </p>
      {level === null ? (
        <Track {...fullness} className="bg-ink-soft" />
      ) : (
        <Strip inside={inside} capacity={capacity} {...fullness} level={level} />
      )}
    </div>
  );
}

function Track({ percent, className }: Pick<Fullness, 'percent'> & { className: string }) {
  return (
    <div aria-hidden className="h-2.5 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset">
      <div className={`h-full rounded-full ${className}`} style={{ width: `${Math.min(100, percent)}%` }} />
    </div>
  );
}

interface StripProps extends RoomBarProps {
  percent: number;
  level: FullnessLevel;
}

function Strip({ inside, capacity, percent, level }: StripProps) {
  const t = useTranslations('puerta.room');
  const format = useFormatter();
  const Icon = level === 80 ? Users : TriangleAlert;
  return (
    <div
      data-result={level === 100 ? 'error' : 'warning'}
      className="door-answer relative flex min-h-12 items-center gap-2 overflow-hidden rounded-card px-3 pt-1 pb-2.5"
    >
      <Icon aria-hidden size={22} strokeWidth={2.5} className="shrink-0 max-sm:hidden landscape:max-lg:hidden" />
      <span className={`door-word min-w-0 grow ${level === 100 ? 'text-xl sm:text-2xl' : 'text-lg sm:text-xl'}`}>
        {t(`level.${level}`)}
      </span>
      <span className="figures shrink-0 text-xl">
        {level === 100 ? t('of', { inside, capacity }) : format.number(percent / 100, { style: 'percent' })}
      </span>
      <span aria-hidden className="absolute inset-x-0 bottom-0 h-1.5 bg-current/25">
        <span className="block h-full bg-current" style={{ width: `${Math.min(100, percent)}%` }} />
      </span>
    </div>
  );
}

interface Risen {
  readonly level: FullnessLevel;
  /** How many were inside then: what is said stays as it was, since readers say every change of it. */
  readonly inside: number;
}

/** The level that was reached last by rising to it; null after it fell, so that each rise is said once. */
function useRisen(level: FullnessLevel | null, inside: number): Risen | null {
  const before = useRef(level);
  const [risen, setRisen] = useState<Risen | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = level;
    if (level !== last) setRisen(level !== null && level > (last ?? 0) ? { level, inside } : null);
  }, [level, inside]);
  return risen;
}
