import { type Method, methods } from '@/modules/access/methods';
import type { Served } from './operation';

/** An address of the API, or of a page that the server draws by itself, with the handler of each method. */
export interface Endpoint extends ReturnType<typeof methods> {
  /** In the form of Next's folder names: `/api/reservas/[id]`, `/api/auth/[...all]`. */
  readonly path: `/api/${string}` | `/v/${string}`;
}

/** Methods that are not served answer 405 and name the supported ones. */
export function endpoint(path: Endpoint['path'], served: Partial<Record<Method, Served>>): Endpoint {
  return { path, ...methods(served) };
}
