'use client';
import { memo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Sheet } from '@/ui/sheet';
import { useSavedNotice } from '../booking/use-saved-notice';
import { CancelDialog } from './cancel-dialog';
import { CorrectDialog } from './correct-dialog';
import { Details } from './details';
import { emptyForm, formOf } from './form-model';
import { HistoryDialog } from './history-dialog';
import type { OpenDialog } from './open-dialog';
import { QrDialog } from './qr-dialog';
import { ReopenDialog } from './reopen-dialog';
import { ReservationForm } from './reservation-form';
import type { FormWrites } from './use-reservation-form';
import { useVenueScreen } from './venue-context';
import { WalkInPad } from './walk-in-pad';

export interface DialogsProps {
  dialog: OpenDialog | null;
  /** The current state of the open dialog's reservation. */
  row: Reservation | null;
  /** The day that the list shows. */
  day: string;
  /** Details have their own column on wide screens. */
  wide: boolean;
  writes: FormWrites;
  onClose: () => void;
  onDone: (row: Reservation) => void;
  /** Shows the details of a reservation, on its day. */
  onSee: (row: Reservation) => void;
}

/** At most one dialog is open. */
export const Dialogs = memo(function Dialogs(props: DialogsProps) {
  const { dialog, row, day, wide, writes, onClose, onDone, onSee } = props;
  const { rules } = useVenueScreen();
  const announce = useSavedNotice({ day, onSee });
  if (!dialog) return null;
  const save = (isNew: boolean) => (saved: Reservation) => {
    onDone(saved);
    announce(saved, isNew);
  };
  if (dialog.kind === 'create') {
    const { initial = emptyForm(day, new Date(), rules), typed = false } = dialog;
    return <ReservationForm row={null} {...{ initial, typed, writes, onClose }} onDone={save(true)} />;
  }
  if (dialog.kind === 'walk-in') return <WalkInPad onClose={onClose} />;
  if (dialog.kind === 'correct') return <CorrectDialog party={dialog.party} send={dialog.send} onClose={onClose} />;
  // An open form keeps the typed values, whatever happens to its row.
  if (!row || (row.status === UNREADABLE && dialog.kind !== 'edit' && dialog.kind !== 'details')) return null;
  switch (dialog.kind) {
    case 'edit':
      return <EditForm key={row.id} opened={row} writes={writes} onClose={onClose} onDone={save(false)} />;
    case 'qr':
      return <QrDialog row={row} onClose={onClose} />;
    case 'history':
      return <HistoryDialog row={row} onClose={onClose} />;
    case 'cancel':
      return <CancelDialog row={row} onClose={onClose} />;
    case 'reopen':
      return <ReopenDialog row={row} onClose={onClose} />;
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
});

/** Edits the row as it was when the form opened: live changes must not replace fields while the user types. */
function EditForm({ opened, ...props }: { opened: Reservation } & Pick<DialogsProps, 'writes' | 'onClose' | 'onDone'>) {
  const { rules } = useVenueScreen();
  const [row] = useState(opened);
  return <ReservationForm row={row} initial={formOf(row, rules)} {...props} />;
}

function DeleteDialog({ row, onClose }: { row: Reservation; onClose: () => void }) {
  const t = useTranslations('reservas.delete');
  const errors = useTranslations('errors');
  const { actions, open, rules, today } = useVenueScreen();
  const [busy, setBusy] = useState(false);
  async function remove() {
    setBusy(true);
    if (await actions.remove(row)) return onClose();
    setBusy(false);
  }
  const onOpenChange = (opened: boolean) => !opened && onClose();
  if (row.scanCount > 0) {
    return (
      <ConfirmDialog
        open
        onOpenChange={onOpenChange}
        title={t('keptTitle', { name: isolate(row.customerName) })}
        body={errors('HAS_ARRIVALS')}
        confirmLabel={t('copy')}
        tone="primary"
        onConfirm={() => open({ kind: 'create', initial: { ...formOf(row, rules), day: today } })}
      />
    );
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={t('title', { name: isolate(row.customerName) })}
      body={t('body')}
      confirmLabel={t('confirm')}
      busy={busy}
      onConfirm={() => void remove()}
    />
  );
}
