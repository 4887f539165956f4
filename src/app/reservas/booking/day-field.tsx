'use client';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { addDays, noonOf } from '@/modules/venues/business-day';
import { Chips } from '@/ui/chips';
import { TextField } from '@/ui/text-field';
import { useVenueScreen } from '../components/venue-context';

/** Today and the days after it that one tap chooses. */
const NEAR_DAYS = 8;
const OTHER = 'other';

interface DayFieldProps {
  /** A business day, YYYY-MM-DD; empty while no date is typed. */
  value: string;
  onValueChange: (day: string) => void;
  error: string | undefined;
  className?: string;
}

/** The night of a reservation: the next days by name, any other one by its date. */
export function DayField({ value, onValueChange, error, className }: DayFieldProps) {
  const t = useTranslations('reservas');
  const format = useFormatter();
  const { today } = useVenueScreen();
  const near = Array.from({ length: NEAR_DAYS }, (_, index) => addDays(today, index));
  const [asksDate, setAsksDate] = useState(false);
  const isOther = asksDate || !near.includes(value);
  const nameOf = (day: string, index: number) =>
    index < 2
      ? t(index === 0 ? 'form.today' : 'form.tomorrow')
      : format.dateTime(noonOf(day), { weekday: 'long', day: 'numeric' });

  function choose(chip: string) {
    setAsksDate(chip === OTHER);
    if (chip !== OTHER) onValueChange(chip);
  }

  return (
    <div className={className}>
      <Chips
        label={t('fields.day')}
        value={isOther ? OTHER : value}
        chips={[
          ...near.map((day, index) => ({ value: day, label: nameOf(day, index) })),
          { value: OTHER, label: t('form.otherDay') },
        ]}
        onValueChange={choose}
        error={isOther ? undefined : error}
      />
      {isOther && (
        <TextField
          label={t('form.date')}
          type="date"
          required
          value={value}
          onChange={(event) => {
            setAsksDate(true);
            onValueChange(event.target.value);
          }}
          error={error}
          className="mt-3"
        />
      )}
    </div>
  );
}
