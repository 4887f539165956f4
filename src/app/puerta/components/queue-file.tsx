import { lateComponent } from '@/ui/later';
import type { QueueFileProps } from './queue-file-part';

/** Loaded when it is first shown: nobody needs it on a good evening. */
export const QueueFile = lateComponent<QueueFileProps>(
  () => import('./queue-file-part').then(({ QueueFilePart }) => QueueFilePart),
  () => null,
);
