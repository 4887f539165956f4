import { lateComponent } from '@/ui/later';
import type { StripProps } from './strip-part';

/** Under the header: where this device counts, and how full the venue is. Loaded at once, and apart. */
export const DoorStrip = lateComponent<StripProps>(
  () => import('./strip-part').then(({ StripPart }) => StripPart),
  () => null,
);
