import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Sheet } from '@/ui/sheet';
import { Stepper } from '@/ui/stepper';
import { Caution } from './caution';

interface UnreadSheetProps {
  /** The phone has checked the signature: only the list lacks the pass. */
  isGenuine: boolean;
  /** How many people may enter at once. */
  most: number;
  onConfirm: (increment: number) => void;
  onClose: () => void;
}

/**
 * For a pass that no server could read yet: the number of people who enter is saved with it, and the server decides
 * when the network is back.
 */
export function UnreadSheet({ isGenuine, most, onConfirm, onClose }: UnreadSheetProps) {
  const t = useTranslations('puerta');
  const [increment, setIncrement] = useState(1);
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        <span className="text-2xl leading-tight">{t(isGenuine ? 'offline.unsureTitle' : 'wait.unreadTitle')}</span>
      }
      description={<span className="text-base">{t('wait.unreadBody')}</span>}
      footer={
        <Button
          variant="primary"
          size="xl"
          block
          className="min-h-20 rounded-card text-2xl"
          onClick={() => onConfirm(increment)}
        >
          {t('wait.unreadConfirm', { count: increment })}
        </Button>
      }
    >
      <Form
        data-testid="unread-sheet"
        data-genuine={isGenuine}
        className="flex flex-col gap-5"
        onSubmit={() => onConfirm(increment)}
      >
        <Caution>{t(isGenuine ? 'offline.unsureBody' : 'wait.unreadCaution')}</Caution>
        <Stepper
          size="big"
          label={<span className="text-base">{t('party.howMany')}</span>}
          value={increment}
          min={1}
          max={most}
          onValueChange={setIncrement}
          decrementLabel={t('party.fewer')}
          incrementLabel={t('party.more')}
        />
      </Form>
    </Sheet>
  );
}
