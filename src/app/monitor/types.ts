import type { ShellProps } from '@/app/_shell/types';

export interface MonitorAppProps {
  /** Null: every venue. */
  readonly venue: { readonly id: string; readonly timeZone: string } | null;
  readonly userId: string;
  readonly shell: ShellProps;
}
