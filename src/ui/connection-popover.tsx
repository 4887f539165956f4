'use client';
import type { ConnectionPopoverProps } from './connection-popover-part';
import { lateComponent } from './later';
import { WaitingPopup } from './waiting-popup';

/** How fresh the screen is; it opens under the indicator. */
export const ConnectionPopover = lateComponent<ConnectionPopoverProps>(
  () => import('./connection-popover-part').then(({ ConnectionPopoverPart }) => ConnectionPopoverPart),
  ({ props: { open, onOpenChange }, waiting }) =>
    open && <WaitingPopup waiting={waiting} onClose={() => onOpenChange(false)} />,
  ({ open }) => open,
);
