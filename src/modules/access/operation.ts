import type { z } from 'zod';
import type { Permission, Profile } from './context';

/** A schema of zod or of zod/mini. */
export type Schema = z.core.$ZodType;

/** Who may call an endpoint. */
export type Actor =
  /** A member of the venue that the request names, with the operation's permission. */
  | 'member'
  /** Those who may open a console: a member with the permission, or an operator, for one venue or for all. */
  | 'watcher'
  /** Any signed-in user, of any venue or of none. */
  | 'user'
  /** Everyone, also without a session. */
  | 'public';

/** What is declared about one method of an endpoint, besides how it is served. */
export interface Operation {
  readonly actor: Actor;
  /** Null where no permission is required. */
  readonly permission: Permission | null;
  /** Whether an API key with the permission may call it, too. */
  readonly keys: boolean;
  /** The profiles of the paired devices that may call it, too. */
  readonly devices: readonly Profile[];
  /** Query, body and path together; null where the handler reads them itself. */
  readonly input: Schema | null;
  /** The schema of a successful JSON answer; null for an answer that is not JSON. */
  readonly output: Schema | null;
  /** The status of a successful answer. */
  readonly status: number;
}
