'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Reservation, UNREADABLE } from '@/realtime/protocol/reservation';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Sheet } from '@/ui/sheet';
import type { UseReservasOptimizedResult } from '../types/reservas-hook';
import { Details } from './details';
import { emptyForm, formOf } from './form-model';
import { HistoryDialog } from './history-dialog';
import { QrDialog } from './qr-dialog';
import { ReservationForm } from './reservation-form';
import { type OpenDialog, useVenueScreen } from './venue-context';

interface DialogsProps {
  dialog: OpenDialog | null;
  /** The open dialog's reservation as it is now. */
  row: Reservation | null;
  /** Where a new reservation starts. */
  bookingDay: string;
  /** Details have their own column on wide screens. */
  wide: boolean;
  writes: Pick<UseReservasOptimizedResult, 'createReserva' | 'updateReserva'>;
  onClose: () => void;
  onDone: (row: Reservation) => void;
}

/** At most one dialog is open. */
export function Dialogs({ dialog, row, bookingDay, wide, writes, onClose, onDone }: DialogsProps) {
  if (!dialog) return null;
  if (dialog.kind === 'create') {
    return (
      <ReservationForm row={null} initial={emptyForm(bookingDay)} writes={writes} onClose={onClose} onDone={onDone} />
    );
  }
  // A form that is open keeps what was typed, whatever becomes of its row.
  if (!row || (row.status === UNREADABLE && dialog.kind !== 'edit' && dialog.kind !== 'details')) return null;
  switch (dialog.kind) {
    case 'edit':
      return <EditForm key={row.id} opened={row} writes={writes} onClose={onClose} onDone={onDone} />;
    case 'qr':
      return <QrDialog row={row} onClose={onClose} />;
    case 'history':
      return <HistoryDialog row={row} onClose={onClose} />;
    case 'delete':
      return <DeleteDialog row={row} onClose={onClose} />;
    case 'details':
      return wide ? null : (
        <Sheet
          open
          onOpenChange={(open) => !open && onClose()}
          placement="side"
          title={row.customerName}
          description={row.code}
        >
          <div data-testid="details">
            <Details row={row} />
          </div>
        </Sheet>
      );
  }
}

/** Edits the row as it was when the form opened: live changes must not pull the ground from under who types. */
function EditForm({ opened, ...props }: { opened: Reservation } & Pick<DialogsProps, 'writes' | 'onClose' | 'onDone'>) {
  const { rules } = useVenueScreen();
  const [row] = useState(opened);
  return <ReservationForm row={row} initial={formOf(row, rules)} {...props} />;
}

function DeleteDialog({ row, onClose }: { row: Reservation; onClose: () => void }) {
  const t = useTranslations('reservas.delete');
  const { actions } = useVenueScreen();
  const [busy, setBusy] = useState(false);
  async function remove() {
    setBusy(true);
    if (await actions.remove(row)) return onClose();
    setBusy(false);
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: row.customerName })}
      body={
        <>
          <p>{t('body')}</p>
          {row.scanCount > 0 && (
            <p className="mt-2 font-semibold text-warn-text">{t('counted', { count: row.scanCount })}</p>
          )}
        </>
      }
      confirmLabel={t('confirm')}
      busy={busy}
      onConfirm={() => void remove()}
    />
  );
}
