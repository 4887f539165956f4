import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Sheet } from '@/ui/sheet';
import { Caution } from '../components/caution';
import { HowMany } from '../components/how-many';
import { MAX_INCREMENT } from '../flow/party';

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
  const [people, setPeople] = useState(1);
  const confirm = useRef<HTMLButtonElement>(null);
  const most = inside ?? MAX_INCREMENT;
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
        <HowMany
          label={t('howMany')}
          people={people}
          most={most}
          whole={inside ?? 0}
          wholeLabel={t('whole', { count: most })}
          onPeople={setPeople}
        />
      </Form>
    </Sheet>
  );
}
