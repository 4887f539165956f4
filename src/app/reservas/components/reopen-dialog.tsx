'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Reservation } from '@/modules/reservations/wire';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { useVenueScreen } from './venue-context';

/** Asks before a cancelled reservation is opened again: its pass is replaced, and the old one never opens the door again. */
export function ReopenDialog({ row, onClose }: { row: Reservation; onClose: () => void }) {
  const t = useTranslations('reservas.reopen');
  const move = useTranslations('reservas.move');
  const { actions } = useVenueScreen();
  const [busy, setBusy] = useState(false);

  async function reopen() {
    setBusy(true);
    if (await actions.move(row, { status: 'CONFIRMED' })) return onClose();
    setBusy(false);
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: isolate(row.customerName) })}
      body={t('body')}
      confirmLabel={move('CONFIRMED')}
      tone="primary"
      busy={busy}
      onConfirm={() => void reopen()}
    />
  );
}
