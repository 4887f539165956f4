import { CircleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useErrorText } from '@/shell/use-error-text';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Sheet } from '@/ui/sheet';
import { TextField } from '@/ui/text-field';

/** Reasons that one tap writes; any other is typed. */
const USUAL = ['leaving', 'house', 'manager'] as const;

interface OverrideSheetProps {
  people: number;
  onForce: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** Why people are let in although the venue is full: the ledger keeps the reason. */
export function OverrideSheet({ people, onForce, onClose }: OverrideSheetProps) {
  const t = useTranslations('puerta.full');
  const errorText = useErrorText();
  const formId = useId();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isMissing = reason.trim() === '';

  async function send() {
    setTried(true);
    if (isMissing) return;
    setBusy(true);
    setFailure(null);
    try {
      await onForce(reason.trim());
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  }

  return (
    <Sheet
      open
      onOpenChange={(opened) => !opened && onClose()}
      title={t('overrideTitle', { count: people })}
      description={<span className="text-base">{t('overrideLead')}</span>}
      footer={
        <Button
          type="submit"
          form={formId}
          variant="primary"
          size="xl"
          block
          busy={busy}
          className="min-h-18 rounded-card text-xl"
        >
          {t('confirm', { count: people })}
        </Button>
      }
    >
      <Form id={formId} data-testid="override-sheet" className="flex flex-col gap-5" onSubmit={() => void send()}>
        {failure && (
          <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
            {failure}
          </Banner>
        )}
        <div className="flex flex-wrap gap-2">
          {USUAL.map((usual) => (
            <Button
              key={usual}
              size="lg"
              className="min-h-14 whitespace-normal px-4"
              aria-pressed={reason === t(`usual.${usual}`)}
              onClick={() => setReason(t(`usual.${usual}`))}
            >
              {t(`usual.${usual}`)}
            </Button>
          ))}
        </div>
        <TextField
          label={t('reason')}
          value={reason}
          maxLength={200}
          autoComplete="off"
          error={isTried && isMissing ? t('reasonMissing') : undefined}
          onChange={(event) => setReason(event.target.value)}
          className="[&_input]:min-h-14"
        />
      </Form>
    </Sheet>
  );
}
