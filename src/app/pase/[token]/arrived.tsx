import { passTexts } from './texts';
import type { UsablePass } from './when';

/** Above this many people there is a bar of them instead of a dot for each. */
const MOST_DOTS = 12;

/** How many of the party are in, once somebody is. */
export async function Arrived({ pass }: { pass: UsablePass }) {
  const { arrived, guestCount, locale } = pass;
  if (arrived === 0) return null;
  const { t } = await passTexts(locale);
  return (
    <div className="grid justify-items-center gap-2" data-testid="arrived">
      <p role="status" className="font-semibold">
        {t(arrived < guestCount ? 'arrived.some' : 'arrived.all', { arrived, count: guestCount })}
      </p>
      {guestCount <= MOST_DOTS && (
        <span aria-hidden className="flex gap-1.5">
          {Array.from({ length: guestCount }, (_, place) => place).map((place) => (
            <span
              key={place}
              className={`size-2.5 rounded-full ${place < arrived ? 'bg-ok' : 'ring-2 ring-line-strong ring-inset'}`}
            />
          ))}
        </span>
      )}
    </div>
  );
}
