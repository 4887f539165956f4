import type { ShellProps } from '@/shell/types';

export interface MonitorAppProps {
  /** Null means every venue. */
  readonly venue: { readonly id: string; readonly timeZone: string } | null;
  readonly userId: string;
  readonly shell: ShellProps;
}
