import { useTranslations } from 'use-intl';
import { MAX_SEATS } from '@/modules/tables/rules';
import { Stepper } from '@/ui/stepper';

interface SeatsFieldsProps {
  minSeats: number;
  maxSeats: number;
  onSeats: (seats: { minSeats: number; maxSeats: number }) => void;
}

/** For how many people tables are at least and at most: neither passes the other. */
export function SeatsFields({ minSeats, maxSeats, onSeats }: SeatsFieldsProps) {
  const t = useTranslations('layout.form');
  const names = (of: string) => ({
    decrementLabel: t('fewer', { of }),
    incrementLabel: t('more', { of }),
    ...{ min: 1, max: MAX_SEATS },
  });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Stepper
        label={t('maxSeats')}
        value={maxSeats}
        {...names(t('maxSeats'))}
        onValueChange={(seats) => onSeats({ minSeats: Math.min(minSeats, seats), maxSeats: seats })}
      />
      <Stepper
        label={t('minSeats')}
        value={minSeats}
        {...names(t('minSeats'))}
        onValueChange={(seats) => onSeats({ minSeats: seats, maxSeats: Math.max(maxSeats, seats) })}
      />
    </div>
  );
}
