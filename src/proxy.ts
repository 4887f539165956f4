import { type NextRequest, NextResponse } from 'next/server';
import { freshNonce, pagePolicy, strictTransport } from '@/platform/http/security-headers';

/**
 * Gives each page its Content-Security-Policy with a fresh nonce, which Next puts on its own scripts.
 * The matcher leaves out the API, so no request of the stream ever passes here, the pages that the server draws by itself, and files: they have the policies of next.config.ts,
 * and so has what is fetched ahead, which is data.
 */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  // No page takes anything but GET and HEAD: there are no server actions.
  headers.delete('next-action');
  const policy = pagePolicy(freshNonce());
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  for (const [name, value] of Object.entries(strictTransport(process.env.PUBLIC_URL)))
    response.headers.set(name, value);
  return response;
}

export const config = {
  matcher: [
    {
      source:
        '/((?!api/|v/|_next/|test-sse-connection\\.|sw\\.js$|icon\\.svg$|[\\w-]+\\.png$|manifest\\.webmanifest$).*)',
      missing: [{ type: 'header', key: 'next-router-prefetch' }],
    },
  ],
};
