import type { Role } from '@/modules/access/context';

export type Section = 'reservas' | 'puerta' | 'monitor';
/** In the venue on screen; an operator works in none. */
export type ShellRole = Role | 'OPERATOR';

/** A venue the signed-in person may open. */
export interface ShellVenue {
  readonly slug: string;
  readonly name: string;
  readonly role: ShellRole;
  /** Invented, and marked as such on every screen. */
  readonly demo: boolean;
}

export interface ShellProps {
  readonly userName: string;
  readonly venues: readonly ShellVenue[];
  /** Slug of the venue on screen. */
  readonly current: string;
  readonly section: Section;
}
