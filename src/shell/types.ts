import type { Rights } from '@/modules/access/context';

export type Section =
  | 'reservas'
  | 'reservas/importar'
  | 'puerta'
  | 'monitor'
  | 'esta-noche'
  | 'plan'
  | 'espera'
  | 'miembros'
  | 'mensajes'
  | 'ajustes'
  | 'rastro'
  | 'evidencia'
  | 'claves'
  | 'dispositivos'
  | 'privacidad'
  | 'cuenta';
/** What a member may do in the venue on screen; an operator has no role in a venue. */
export type ShellRole = Rights | 'OPERATOR';

/** A venue that the signed-in user may open. */
export interface ShellVenue {
  readonly slug: string;
  readonly name: string;
  readonly role: ShellRole;
  /** The name of the venue's own role that the member has; null for a built-in one. */
  readonly roleName: string | null;
  /** Whether the data is invented; every screen marks it as such. */
  readonly demo: boolean;
}

export interface ShellProps {
  readonly userName: string;
  readonly venues: readonly ShellVenue[];
  /** Slug of the venue on screen. */
  readonly current: string;
  readonly section: Section;
}
