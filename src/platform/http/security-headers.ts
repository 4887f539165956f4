/**
 * The security headers of every answer. Next's configuration, the proxy of pages and the custom server all use this file, so it
 * imports nothing.
 */

const development = process.env.NODE_ENV === 'development';
const policy = (...directives: string[]) => directives.join('; ');

/** For data, errors and everything else that is not shown as a page: nothing in it may run, load or be framed. */
const NOTHING = policy(`default-src 'none'`, `base-uri 'none'`, `form-action 'none'`, `frame-ancestors 'none'`);

/** The headers of every answer, unless its address has its own policy. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': NOTHING,
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** The policy of files: a worker obeys the policy of its own script, and the diagnostic page is a file whose scripts are files. */
export const FILE_POLICY = policy(
  `default-src 'none'`,
  // The QR decoder is WebAssembly; React's development build evaluates strings.
  `script-src 'self' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ''}`,
  `style-src 'self'`,
  `img-src 'self'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
);

/** One per page: an attacker who could guess it could run a script there. */
export function freshNonce(): string {
  return btoa(crypto.randomUUID());
}

/** The policy of a page that Next renders; Next puts the nonce on its own scripts. */
export function pagePolicy(nonce: string): string {
  return policy(
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ''}`,
    // Positioned popovers and toasts set style attributes.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    `font-src 'self'`,
    // The reload socket of the development server uses another scheme.
    `connect-src 'self'${development ? ' ws: wss:' : ''}`,
    `worker-src 'self' blob:`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  );
}

/**
 * For a year, and only when people connect by https: over plain HTTP the header has no effect. Other names of the domain are not ours.
 */
export function strictTransport(publicUrl: string | undefined): { 'strict-transport-security'?: string } {
  return publicUrl?.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {};
}
