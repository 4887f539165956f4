import { lateComponent } from '@/ui/later';
import type { HandOverProps } from './hand-over-part';

/** Loaded at once, and apart: the form works without it. */
export const HandOver = lateComponent<HandOverProps>(
  () => import('./hand-over-part').then(({ HandOverPart }) => HandOverPart),
  () => null,
);
