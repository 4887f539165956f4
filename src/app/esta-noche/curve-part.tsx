import { useFormatter, useTranslations } from 'use-intl';
import { localTimeOf } from '@/modules/venues/business-day';
import { useNow } from '@/ui/use-now';
import { type Curve, curveOf } from './curve';
import { Fold } from './fold';
import { Nothing, Part } from './part';
import type { Night } from './use-night';

interface CurvePartProps {
  curve: Night['curve'];
  /** Who is inside now. */
  inside: number;
  capacity: number | null;
  timeZone: string;
}

/** How the venue has filled: in one sentence, as a picture, and as a table. */
export function CurvePart({ curve, ...figures }: CurvePartProps) {
  const t = useTranslations('tonight.curve');
  const now = useNow(30_000);
  return (
    <Part read={curve} title={t('title')} failed={t('failed')} testId="tonight-curve">
      {(list) => {
        const drawn = curveOf(list, now ?? 0);
        return drawn ? <Drawn curve={drawn} {...figures} /> : <Nothing>{t('empty')}</Nothing>;
      }}
    </Part>
  );
}

function Drawn({ curve, inside, capacity, timeZone }: Omit<CurvePartProps, 'curve'> & { curve: Curve }) {
  const t = useTranslations('tonight.curve');
  const format = useFormatter();
  const { steps, peak } = curve;
  const timeOf = (at: number) => localTimeOf(new Date(at), timeZone);
  const told = { now: inside, most: Math.max(peak.people, inside), time: timeOf(peak.at) };
  return (
    <>
      <div className="grid gap-3 px-4 pb-3 sm:px-5">
        <p data-testid="tonight-curve-summary" className="text-pretty text-ink-soft text-sm">
          {t('summary', told)}
        </p>
        <Picture
          steps={steps.map((step) => step.inside)}
          capacity={capacity}
          label={t('chart', told)}
          capacityText={capacity === null ? null : t('capacity', { capacity })}
          axis={[...new Set([steps[0], steps[Math.floor(steps.length / 2)], steps.at(-1)])].map((step) =>
            step ? timeOf(step.at) : '',
          )}
        />
      </div>
      <Fold title={t('table')}>
        <div className="px-4 pb-3 sm:px-5">
          <table className="w-full text-sm tabular-nums">
            <thead className="text-ink-soft">
              <tr className="border-line border-b">
                <th scope="col" className="py-2 text-left font-medium">
                  {t('time')}
                </th>
                <th scope="col" className="py-2 text-right font-medium">
                  {t('inside')}
                </th>
                <th scope="col" className="py-2 text-right font-medium">
                  {t('admitted')}
                </th>
              </tr>
            </thead>
            <tbody>
              {[...steps].reverse().map((step) => (
                <tr key={step.at} className="border-line border-b last:border-0">
                  <th scope="row" className="py-1.5 text-left font-normal">
                    {timeOf(step.at)}
                  </th>
                  <td className="py-1.5 text-right">{format.number(step.inside)}</td>
                  <td className="py-1.5 text-right">{format.number(step.admitted)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Fold>
    </>
  );
}

const [WIDTH, HEIGHT] = [600, 160];

interface PictureProps {
  /** Who was inside, by quarters of an hour. */
  steps: readonly number[];
  capacity: number | null;
  label: string;
  capacityText: string | null;
  /** Times from left to right. */
  axis: readonly string[];
}

function Picture({ steps, capacity, label, capacityText, axis }: PictureProps) {
  const most = Math.max(1, ...steps, capacity ?? 0);
  const y = (people: number) => HEIGHT - (people / most) * HEIGHT;
  const width = WIDTH / steps.length;
  const line = steps.map(
    (people, place) => `${place === 0 ? 'M0' : 'H'}${place === 0 ? ` ${y(people)}` : place * width}V${y(people)}`,
  );
  const path = `${line.join('')}H${WIDTH}`;
  return (
    <figure role="img" aria-label={label}>
      <div aria-hidden>
        {capacityText !== null && <p className="mb-1 text-right text-ink-soft text-xs">{capacityText}</p>}
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="block h-40 w-full overflow-visible"
        >
          <title>{label}</title>
          <line
            {...{ x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }}
            vectorEffect="non-scaling-stroke"
            className="stroke-line-strong"
          />
          {capacity !== null && (
            <line
              {...{ x1: 0, x2: WIDTH, y1: y(capacity), y2: y(capacity) }}
              vectorEffect="non-scaling-stroke"
              strokeDasharray="6 4"
              className="stroke-ink-soft"
            />
          )}
          <path d={`${path}V${HEIGHT}H0Z`} className="fill-accent-soft" />
          <path d={path} vectorEffect="non-scaling-stroke" fill="none" strokeWidth={2} className="stroke-accent" />
        </svg>
        <div className="mt-1.5 flex justify-between text-ink-soft text-xs tabular-nums">
          {axis.map((time) => (
            <span key={time}>{time}</span>
          ))}
        </div>
      </div>
    </figure>
  );
}
