'use client';
import { lateComponent } from '@/ui/later';
import { WaitingPopup } from '@/ui/waiting-popup';
import type { DialogsProps } from './dialogs';

/** The dialogs of the list, which are loaded when the first one is opened. */
export const Dialogs = lateComponent<DialogsProps>(
  () => import('./dialogs').then(({ Dialogs }) => Dialogs),
  ({ props: { dialog, wide, onClose }, waiting }) =>
    dialog && !(wide && dialog.kind === 'details') && <WaitingPopup waiting={waiting} onClose={onClose} />,
  ({ dialog }) => dialog !== null,
);
