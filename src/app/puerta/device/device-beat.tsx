import { lateComponent } from '@/ui/later';
import type { BeatProps } from './beat-part';

/** Loaded at once, and apart: nobody at the door waits for it. */
export const DeviceBeat = lateComponent<BeatProps>(
  () => import('./beat-part').then(({ BeatPart }) => BeatPart),
  () => null,
);
