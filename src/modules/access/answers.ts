import * as z from 'zod/mini';
import type { Role } from './context';

/** POST /api/setup */
export interface SetupAnswer {
  businessId: string;
  slug: string;
}

/** `setupCode`: what /setup asks for, told to the owner who has just erased the demo. */
export const DemoErased = z.object({ setupCode: z.string() });

/** Who may sign in to the demo. */
export interface DemoAccount {
  readonly email: string;
  readonly role: Role | 'OPERATOR';
  /** The venue's name; an operator belongs to none. */
  readonly venue: string | null;
}
