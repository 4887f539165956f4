'use client';
import type { ConfirmDialogProps } from './confirm-dialog-part';
import { lateComponent } from './later';
import { WaitingPopup } from './waiting-popup';

/** Asks for confirmation before an action that people may regret. */
export const ConfirmDialog = lateComponent<ConfirmDialogProps>(
  () => import('./confirm-dialog-part').then(({ ConfirmDialogPart }) => ConfirmDialogPart),
  ({ props: { open, onOpenChange }, waiting }) =>
    open && <WaitingPopup waiting={waiting} onClose={() => onOpenChange(false)} />,
  ({ open }) => open,
);
