import { randomUUID } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';

/**
 * Gives each page its Content-Security-Policy with a fresh nonce, which Next puts on its own scripts.
 * The matcher leaves out the API, so no request of the stream ever passes here.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(Buffer.from(randomUUID()).toString('base64'));
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  matcher: [
    { source: '/((?!api/|_next/|.*\\.[a-z0-9]+$).*)', missing: [{ type: 'header', key: 'next-router-prefetch' }] },
  ],
};

function contentSecurityPolicy(nonce: string): string {
  // React's development build evaluates strings and its reload socket is another scheme.
  const development = process.env.NODE_ENV === 'development';
  return [
    `default-src 'self'`,
    // The QR decoder is WebAssembly from our own origin.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ''}`,
    // Positioned popovers and toasts set style attributes.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    `font-src 'self'`,
    `connect-src 'self'${development ? ' ws: wss:' : ''}`,
    `worker-src 'self' blob:`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
