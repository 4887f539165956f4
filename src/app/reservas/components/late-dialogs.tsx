'use client';
import { lateComponent } from '@/ui/later';
import { WaitingPopup } from '@/ui/waiting-popup';
import type { DialogsProps } from './dialogs';

/** The dialogs of the list, which nobody needs before they open one. */
export const Dialogs = lateComponent<DialogsProps>(
  () => import('./dialogs').then(({ Dialogs }) => Dialogs),
  ({ props: { dialog, wide, onClose }, waiting }) =>
    dialog && !(wide && dialog.kind === 'details') && <WaitingPopup waiting={waiting} onClose={onClose} />,
  ({ dialog }) => dialog !== null,
);
