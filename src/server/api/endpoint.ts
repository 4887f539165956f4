import { methods } from '@/modules/access/methods';

/** An address of the API with the handler of each method. */
export interface Endpoint extends ReturnType<typeof methods> {
  /** As Next names its folder: `/api/reservas/[id]`, `/api/auth/[...all]`. */
  readonly path: `/api/${string}`;
}

/** The methods that are not served answer 405 and name the others. */
export function endpoint(path: Endpoint['path'], served: Parameters<typeof methods>[0]): Endpoint {
  return { path, ...methods(served) };
}
