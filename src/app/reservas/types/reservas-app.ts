import type { VenueFacts } from '@/modules/access/client/me-api';
import type { Rights } from '@/modules/access/context';
import type { ShellProps } from '@/shell/types';

export interface ReservasAppProps {
  businessId: string;
  /** As the page was made; screens follow what changes (useVenue). */
  venue: VenueFacts;
  role: Rights;
  /** YYYY-MM-DD from the address; undefined means the current business day. */
  day: string | undefined;
  /** The reservation of that day whose history is open at first. */
  history?: string | undefined;
  /** The list begins with the guide of the first steps. */
  guided: boolean;
  userId: string;
  shell: ShellProps;
}
