'use client';
import { lateComponent } from './later';
import type { SheetProps } from './sheet-part';
import { WaitingPopup } from './waiting-popup';

/** A modal dialog: bottom sheet on a phone, centred or at the side on wider screens. */
export const Sheet = lateComponent<SheetProps>(
  () => import('./sheet-part').then(({ SheetPart }) => SheetPart),
  ({ props: { open, onOpenChange }, waiting }) =>
    open && <WaitingPopup waiting={waiting} onClose={() => onOpenChange(false)} />,
  ({ open }) => open,
);
