import { lateComponent } from '@/ui/later';
import type { IncidentMarkProps } from './incident-mark-part';

/** Loaded at once, and apart: nobody at the door waits for it. */
export const IncidentMark = lateComponent<IncidentMarkProps>(
  () => import('./incident-mark-part').then(({ IncidentMarkPart }) => IncidentMarkPart),
  () => null,
);
