import type { Role } from '@/modules/access/context';
import type { ShellProps } from '@/shell/types';

export interface ReservasAppProps {
  businessId: string;
  /** IANA zone. */
  timeZone: string;
  cutoffHour: number;
  role: Role;
  /** YYYY-MM-DD from the address; undefined is the current business day. */
  day: string | undefined;
  sseEnabled: boolean;
  userId: string;
  shell: ShellProps;
}
