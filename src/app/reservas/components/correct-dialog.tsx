'use client';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { TextArea } from '@/ui/text-area';

interface CorrectDialogProps {
  /** The party's name. */
  party: string;
  send: (reason: string) => Promise<boolean>;
  onClose: () => void;
}

/** Asks for the reason of a correction of a night that is over: its history stores the reason. */
export function CorrectDialog({ party, send, onClose }: CorrectDialogProps) {
  const t = useTranslations('reservas.correct');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  async function confirm() {
    const given = reason.trim();
    setMissing(given === '');
    if (given === '') return field.current?.focus();
    setBusy(true);
    if (await send(given)) return onClose();
    setBusy(false);
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: isolate(party) })}
      body={
        <>
          <p>{t('body')}</p>
          <TextArea
            ref={field}
            label={t('reason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            error={missing ? t('missing') : undefined}
            maxLength={200}
            rows={2}
            className="mt-4 text-ink"
          />
        </>
      }
      confirmLabel={t('confirm')}
      tone="primary"
      busy={busy}
      onConfirm={() => void confirm()}
    />
  );
}
