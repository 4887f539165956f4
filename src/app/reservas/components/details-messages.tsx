'use client';
import { lateComponent } from '@/ui/later';
import type { DetailsMessagesProps } from './details-messages-part';

/** The e-mails of a reservation, which are loaded when its details are opened. */
export const DetailsMessages = lateComponent<DetailsMessagesProps>(
  () => import('./details-messages-part').then(({ DetailsMessagesPart }) => DetailsMessagesPart),
  () => null,
);
