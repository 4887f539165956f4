import { LatePlace } from '@/ui/late-place';
import { lateComponent } from '@/ui/later';
import type { CameraRoomProps } from './camera-room-part';

/** The camera of a door that scans, loaded before all other late parts: what the door says of itself is there without it. */
export const CameraRoom = lateComponent<CameraRoomProps>(
  () => import('./camera-room-part').then(({ CameraRoomPart }) => CameraRoomPart),
  ({ props, waiting }) => (
    <div className="relative flex min-h-0 flex-col [grid-area:camera]">
      <LatePlace waiting={waiting} className="min-h-64 grow rounded-card bg-raised" />
      {props.children}
    </div>
  ),
  () => true,
  true,
);
