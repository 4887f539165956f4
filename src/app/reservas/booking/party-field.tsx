'use client';
import { useTranslations } from 'use-intl';
import { Chips } from '@/ui/chips';
import { Stepper } from '@/ui/stepper';

/** The sizes of most parties. */
const SIZES = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;

interface PartyFieldProps {
  value: number;
  onValueChange: (value: number) => void;
  error: string | undefined;
  className?: string;
}

/** How many people are expected: one tap for most parties, any number by its steps or typed. */
export function PartyField({ value, onValueChange, error, className }: PartyFieldProps) {
  const t = useTranslations('reservas');
  return (
    <div className={className}>
      <Stepper
        label={t('fields.guestCount')}
        value={value}
        onValueChange={onValueChange}
        decrementLabel={t('form.fewer')}
        incrementLabel={t('form.more')}
        error={error}
      />
      <Chips
        label={t('form.sizes')}
        quiet
        value={SIZES.find((size) => Number(size) === value) ?? null}
        chips={SIZES.map((size) => ({
          value: size,
          label: (
            <>
              {size}
              <span className="sr-only">{` ${t('form.people', { count: Number(size) })}`}</span>
            </>
          ),
        }))}
        onValueChange={(size) => onValueChange(Number(size))}
        className="mt-2"
      />
    </div>
  );
}
