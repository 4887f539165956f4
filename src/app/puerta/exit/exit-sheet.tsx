import { Users } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Sheet } from '@/ui/sheet';
import { Stepper } from '@/ui/stepper';
import { Caution } from '../components/caution';
import { MAX_INCREMENT } from '../flow/party';

/** Numbers that one tap chooses; the stepper reaches all others. */
const MOST_CHOICES = 7;

interface ExitSheetProps {
  /** Null while nobody knows whose the pass is. */
  party: Reservation | null;
  /** How many of it are inside; null where that is unknown. */
  inside: number | null;
  onConfirm: (people: number) => void;
  onClose: () => void;
}

/** How many people of a pass leave: at most those of the party who are inside. */
export function ExitSheet({ party, inside, onConfirm, onClose }: ExitSheetProps) {
  const t = useTranslations('puerta.exit');
  const common = useTranslations('puerta.party');
  const [people, setPeople] = useState(1);
  const confirm = useRef<HTMLButtonElement>(null);
  const most = inside ?? MAX_INCREMENT;
  const choices = inside === null ? 0 : Math.min(inside, MOST_CHOICES) - 1;
  const isNamed = party !== null && party.status !== UNREADABLE;
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={<span className="text-2xl leading-tight">{isNamed ? party.customerName : t('unknown')}</span>}
      description={<span className="text-base">{inside === null ? t('title') : t('insideOf', { inside })}</span>}
      initialFocus={confirm}
      footer={
        <Button
          ref={confirm}
          variant="primary"
          size="xl"
          block
          className="min-h-20 rounded-card text-2xl"
          onClick={() => onConfirm(people)}
        >
          {t('confirm', { count: people })}
        </Button>
      }
    >
      <Form data-testid="exit-sheet" className="flex flex-col gap-5" onSubmit={() => onConfirm(people)}>
        {inside === null && <Caution>{t('unread')}</Caution>}
        <Stepper
          size="big"
          label={<span className="text-base">{t('howMany')}</span>}
          value={people}
          min={1}
          max={most}
          onValueChange={setPeople}
          decrementLabel={common('fewer')}
          incrementLabel={common('more')}
        />
        {choices > 0 && (
          <div className="grid grid-cols-4 gap-2">
            {Array.from({ length: choices }, (_, index) => index + 1).map((count) => (
              <Button
                key={count}
                size="lg"
                className="min-h-14 px-0 text-lg"
                aria-label={count === 1 ? common('one') : common('some', { count })}
                aria-pressed={people === count}
                onClick={() => setPeople(count)}
              >
                {count}
              </Button>
            ))}
            <Button
              size="lg"
              className="col-span-2 min-h-14"
              icon={<Users aria-hidden size={20} />}
              aria-pressed={people === most}
              onClick={() => setPeople(most)}
            >
              {t('whole', { count: most })}
            </Button>
          </div>
        )}
      </Form>
    </Sheet>
  );
}
