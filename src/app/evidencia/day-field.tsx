'use client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { addDays } from '@/modules/venues/business-day';
import { Day } from '@/platform/input/fields';
import { IconButton } from '@/ui/icon-button';
import { TextField } from '@/ui/text-field';

interface DayFieldProps {
  day: string;
  today: string;
  onDay: (day: string) => void;
}

/** Which night is shown: none that is still to come. */
export function DayField({ day, today, onDay }: DayFieldProps) {
  const t = useTranslations('evidence.day');
  return (
    <div className="flex items-end gap-1">
      <IconButton
        label={t('previous')}
        variant="outline"
        icon={<ChevronLeft aria-hidden size={20} />}
        onClick={() => onDay(addDays(day, -1))}
      />
      <TextField
        type="date"
        label={t('label')}
        value={day}
        max={today}
        onChange={({ target }) => {
          const next = Day.safeParse(target.value);
          if (next.success && next.data !== day) onDay(next.data);
        }}
      />
      <IconButton
        label={t('next')}
        variant="outline"
        disabled={day >= today}
        icon={<ChevronRight aria-hidden size={20} />}
        onClick={() => onDay(addDays(day, 1))}
      />
    </div>
  );
}
