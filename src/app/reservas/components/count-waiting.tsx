import { Hourglass } from 'lucide-react';
import { useTranslations } from 'use-intl';

/** A count of this party that is not answered yet. */
export function CountWaiting({ people }: { people: number }) {
  const t = useTranslations('reservas.row');
  return (
    <span
      data-testid="count-waiting"
      className="inline-flex items-center gap-1 whitespace-nowrap font-semibold text-sm text-warn-text"
    >
      <Hourglass aria-hidden size={14} className="shrink-0" />
      {t('countWaiting', { delta: signed(people) })}
    </span>
  );
}

/** With its sign, as it is displayed. */
export function signed(increment: number): string {
  return increment < 0 ? `−${-increment}` : `+${increment}`;
}
