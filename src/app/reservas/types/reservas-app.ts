import type { ShellProps } from '@/app/_shell/types';
import type { Role } from '@/domain/people/context';

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
