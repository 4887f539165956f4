import { lateComponent } from '@/ui/later';
import type { OfflineProps } from './offline-part';

/** Loaded at once, and apart: the screen works without it while there is a network. */
export const OfflineDoor = lateComponent<OfflineProps>(
  () => import('./offline-part').then(({ OfflinePart }) => OfflinePart),
  () => null,
);
