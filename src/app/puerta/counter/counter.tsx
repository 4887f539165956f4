import { LatePlace } from '@/ui/late-place';
import { lateComponent } from '@/ui/later';
import { WaitingPopup } from '@/ui/waiting-popup';
import type { CounterProps, CounterSheetProps, KeeperProps } from './counter-part';

/** Counts people without a pass: the whole screen of a device that only clicks. */
export const CounterPanel = lateComponent<CounterProps>(
  () => import('./counter-part').then(({ CounterPanelPart }) => CounterPanelPart),
  ({ waiting }) => <LatePlace waiting={waiting} className="min-h-96" />,
);

/** The same, over the camera. */
export const CounterSheet = lateComponent<CounterSheetProps>(
  () => import('./counter-part').then(({ CounterSheetPart }) => CounterSheetPart),
  ({ props, waiting }) => props.open && <WaitingPopup waiting={waiting} onClose={props.onClose} />,
  ({ open }) => open,
);

/** Keeps what is counted; loaded at once, and apart. */
export const CounterKeeper = lateComponent<KeeperProps>(
  () => import('./counter-part').then(({ CounterKeeperPart }) => CounterKeeperPart),
  () => null,
);
