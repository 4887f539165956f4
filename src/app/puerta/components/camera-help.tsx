import { LatePlace } from '@/ui/late-place';
import { lateComponent } from '@/ui/later';
import type { CameraHelpProps } from './camera-help-part';

/** In place of the camera picture when there is none. */
export const CameraHelp = lateComponent<CameraHelpProps>(
  () => import('./camera-help-part').then(({ CameraHelpPart }) => CameraHelpPart),
  ({ waiting }) => (
    <div className="absolute inset-0 flex items-center bg-raised px-6">
      <LatePlace waiting={waiting} className="min-h-20" />
    </div>
  ),
);
