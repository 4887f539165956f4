'use client';
import { useTranslations } from 'use-intl';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import type { IntendedCount } from './count';
import { useCountText } from './use-count-text';

interface DiscardDialogProps {
  count: IntendedCount;
  onClose: () => void;
  onDiscard: () => void;
}

/** Asks for confirmation before a count is discarded: it is not yet known whether the server has counted it. */
export function DiscardDialog({ count, onClose, onDiscard }: DiscardDialogProps) {
  const t = useTranslations('counts');
  const { who, what } = useCountText()(count);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('discardTitle')}
      body={
        <>
          <p className="font-semibold text-ink">{[who, what].join(' · ')}</p>
          <p className="mt-2">{t('discardBody')}</p>
        </>
      }
      confirmLabel={t('discardConfirm')}
      cancelLabel={t('discardKeep')}
      onConfirm={onDiscard}
    />
  );
}
