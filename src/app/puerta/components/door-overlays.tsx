import { lateComponent } from '@/ui/later';
import { WaitingPopup } from '@/ui/waiting-popup';
import type { OverlaysProps } from './overlays-part';

const isOpen = ({ door, sheet, counter }: OverlaysProps) =>
  door.state.stage.kind !== 'ready' || (sheet !== null && sheet !== 'counter') || counter.blocked !== null;

/** What covers the camera. It is the first part to load ahead: without it a scan that was made has no answer on the screen. */
export const DoorOverlays = lateComponent<OverlaysProps>(
  () => import('./overlays-part').then(({ OverlaysPart }) => OverlaysPart),
  ({ props, waiting }) =>
    isOpen(props) && (
      <WaitingPopup
        waiting={waiting}
        onClose={() => {
          props.door.dismiss();
          props.onSheet(null);
        }}
      />
    ),
  isOpen,
  true,
);
