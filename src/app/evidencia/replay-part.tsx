'use client';
import { Mountain, Pause, Play, SkipForward } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { curveOf, type Moment, momentAt, peakOf, spanOf } from '@/modules/evidence/client/replay';
import { localTimeOf } from '@/modules/venues/business-day';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Segmented } from '@/ui/segmented';
import { useEvidence } from './evidence-context';
import { MomentView } from './moment-view';
import { SPEEDS, type Speed, usePlayhead } from './use-playhead';

const WIDTH = 600;
const HEIGHT = 100;
/** How many points the curve has. */
const POINTS = 240;

/** The night replayed: at each instant who was inside, what had been counted, and what had just happened. */
export function ReplayPart() {
  const { night } = useEvidence();
  const span = useMemo(() => spanOf(night), [night]);
  return span && <TimeLine {...span} />;
}

function TimeLine({ from, to }: { from: number; to: number }) {
  const t = useTranslations('evidence.replay');
  const format = useFormatter();
  const heading = useId();
  const { night, timeZone } = useEvidence();
  const [speed, setSpeed] = useState<Speed>('300');
  const { at, seek, playing, toggle } = usePlayhead({ from, to, speed: Number(speed) });
  const peak = useMemo(() => peakOf(night), [night]);
  // The last position is the whole night, with what was corrected later.
  const moment = useMemo(() => momentAt(night, at >= to ? night.end : at), [night, at, to]);
  const clock = (instant: number) => localTimeOf(new Date(instant), timeZone);
  const next = night.incidents
    .map(({ openedAt }) => Date.parse(openedAt))
    .find((opened) => opened > at && opened <= to);
  const time = format.dateTime(new Date(at), { timeZone, hour: '2-digit', minute: '2-digit' });
  return (
    <section aria-labelledby={heading} className="rounded-card bg-surface p-5 ring-1 ring-line sm:px-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={heading} className="display text-lg">
          {t('title')}
        </h2>
        <p data-testid="replay-time" className="figures font-semibold text-xl tabular-nums">
          {time}
        </p>
      </div>
      <div className="mt-3">
        <Curve from={from} to={to} at={at} peak={peak?.at ?? null} />
        <input
          type="range"
          aria-label={t('slider')}
          aria-valuetext={t('value', { time, inside: moment.inside })}
          min={from}
          max={to}
          step={60_000}
          value={at}
          onChange={({ target }) => seek(Number(target.value))}
          className="block h-11 w-full cursor-pointer accent-accent"
        />
        <p aria-hidden className="flex justify-between text-ink-faint text-xs tabular-nums">
          <span>{clock(from)}</span>
          <span>{clock(to)}</span>
        </p>
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <IconButton
          variant="solid"
          label={t(playing ? 'pause' : 'play')}
          icon={playing ? <Pause aria-hidden size={20} /> : <Play aria-hidden size={20} />}
          onClick={toggle}
        />
        <Segmented
          label={t('speed')}
          value={speed}
          segments={SPEEDS.map((value) => ({ value, label: t('perSecond', { minutes: Number(value) / 60 }) }))}
          onValueChange={setSpeed}
        />
        {peak && (
          <Button
            size="sm"
            icon={<Mountain aria-hidden size={16} />}
            onClick={() => seek(Math.min(to, Math.max(from, Math.ceil(peak.at / 60_000) * 60_000)))}
          >
            {t('toPeak', { inside: peak.inside, time: clock(peak.at) })}
          </Button>
        )}
        {next !== undefined && (
          <Button
            size="sm"
            icon={<SkipForward aria-hidden size={16} />}
            onClick={() => seek(Math.min(to, Math.ceil(next / 60_000) * 60_000))}
          >
            {t('toIncident', { time: clock(next) })}
          </Button>
        )}
      </div>
      <MomentView moment={moment satisfies Moment} />
    </section>
  );
}

/** How many were inside over the night, where the reader stands, the peak, and where incidents were opened. */
function Curve({ from, to, at, peak }: { from: number; to: number; at: number; peak: number | null }) {
  const { night } = useEvidence();
  const path = useMemo(() => {
    const values = curveOf(night, from, to, POINTS);
    const most = Math.max(1, ...values);
    const points = values.map(
      (value, i) => `${(i / (POINTS - 1)) * WIDTH} ${HEIGHT - (Math.max(0, value) / most) * (HEIGHT - 8)}`,
    );
    return `M0 ${HEIGHT}L${points.join('L')}L${WIDTH} ${HEIGHT}z`;
  }, [night, from, to]);
  const x = (instant: number) => ((Math.min(to, Math.max(from, instant)) - from) / (to - from)) * WIDTH;
  const marks = night.incidents.map(({ id, openedAt }) => ({ id, x: x(Date.parse(openedAt)) }));
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-24 w-full overflow-visible px-2"
    >
      <path d={path} className="fill-accent-soft stroke-accent" vectorEffect="non-scaling-stroke" />
      {peak !== null && (
        <line
          x1={x(peak)}
          x2={x(peak)}
          y1={0}
          y2={HEIGHT}
          strokeDasharray="3 3"
          vectorEffect="non-scaling-stroke"
          className="stroke-ink-soft"
        />
      )}
      {marks.map((mark) => (
        <line
          key={mark.id}
          x1={mark.x}
          x2={mark.x}
          y1={HEIGHT - 14}
          y2={HEIGHT}
          strokeWidth={3}
          vectorEffect="non-scaling-stroke"
          className="stroke-warn"
        />
      ))}
      <line
        x1={x(at)}
        x2={x(at)}
        y1={0}
        y2={HEIGHT}
        strokeWidth={2}
        vectorEffect="non-scaling-stroke"
        className="stroke-ink"
      />
    </svg>
  );
}
