import { httpRequests, httpSeconds } from './instruments';

interface Answered {
  /** A pattern, never an address that contains ids. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
}

export function observeRequest({ route, method, status, ms }: Answered): void {
  httpRequests.inc({ route, method, status });
  httpSeconds.observe({ route, method }, ms / 1_000);
}

/**
 * The route pattern of a request's path: `/api/reservas/7f…/qr` is `/api/reservas/[id]/qr`. `params` are as Next passes them.
 * A path that does not match is `(unknown)`, so that no value of a request is ever in the result.
 */
export function routePattern(path: string, params: Readonly<Record<string, string | string[]>>): string {
  const segments = path.split('/').map(decode);
  for (const [name, value] of Object.entries(params)) {
    const values = Array.isArray(value) ? value : [value];
    const at = segments.findIndex((_, i) => i > 0 && values.every((part, j) => segments[i + j] === decode(part)));
    if (at === -1) return '(unknown)';
    segments.splice(at, values.length, Array.isArray(value) ? `[...${name}]` : `[${name}]`);
  }
  return segments.join('/');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
