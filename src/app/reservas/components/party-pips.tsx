import clsx from 'clsx';

const MOST_PIPS = 8;

/**
 * A party as one mark per person: filled when in, hollow when expected, amber beyond the planned size. Decorative: the
 * figures are beside it.
 */
export function PartyPips({ inside, planned, className }: { inside: number; planned: number; className?: string }) {
  const excess = Math.max(0, inside - planned);
  if (planned + excess > MOST_PIPS) {
    const share = Math.min(1, inside / planned);
    return (
      <span aria-hidden className={clsx('flex h-2 w-24 overflow-hidden rounded-full bg-line', className)}>
        <span
          className={clsx(
            'h-full w-full origin-left transition-transform duration-500 ease-out',
            excess ? 'bg-warn' : 'bg-ok',
          )}
          style={{ transform: `scaleX(${share})` }}
        />
      </span>
    );
  }
  return (
    <span aria-hidden className={clsx('flex gap-1', className)}>
      {Array.from({ length: planned + excess }, (_, index) => (
        <span
          key={`pip-${String(index)}`}
          className={clsx(
            'h-3.5 w-2 rounded-t-full rounded-b-[1px] transition-colors duration-300',
            index >= planned ? 'bg-warn' : index < inside ? 'bg-ok' : 'ring-[1.5px] ring-inset ring-line-strong/70',
          )}
        />
      ))}
    </span>
  );
}
