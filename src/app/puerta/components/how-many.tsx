import { Users } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { Stepper } from '@/ui/stepper';

/** Numbers that one tap chooses; the stepper reaches all others. */
const MOST_CHOICES = 7;

interface HowManyProps {
  label: string;
  people: number;
  /** The most that can be chosen. */
  most: number;
  /** The whole of those whom it is about; 1 or less offers no number to tap. */
  whole: number;
  /** How the button of the whole is called. */
  wholeLabel: string;
  onPeople: (people: number) => void;
}

/** How many people of a party: a stepper, and the usual numbers within reach of one tap. */
export function HowMany({ label, people, most, whole, wholeLabel, onPeople }: HowManyProps) {
  const t = useTranslations('puerta.party');
  return (
    <>
      <Stepper
        size="big"
        label={<span className="text-base">{label}</span>}
        value={people}
        min={1}
        max={most}
        onValueChange={onPeople}
        decrementLabel={t('fewer')}
        incrementLabel={t('more')}
      />
      {whole > 1 && (
        <div className="grid grid-cols-4 gap-2">
          {Array.from({ length: Math.min(whole, MOST_CHOICES) - 1 }, (_, index) => index + 1).map((count) => (
            <Button
              key={count}
              size="lg"
              className="min-h-14 px-0 text-lg"
              aria-label={count === 1 ? t('one') : t('some', { count })}
              aria-pressed={people === count}
              onClick={() => onPeople(count)}
            >
              {count}
            </Button>
          ))}
          <Button
            size="lg"
            className="col-span-2 min-h-14"
            icon={<Users aria-hidden size={20} />}
            aria-pressed={people === whole}
            onClick={() => onPeople(whole)}
          >
            {wholeLabel}
          </Button>
        </div>
      )}
    </>
  );
}
