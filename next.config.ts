import type { NextConfig } from 'next';

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(self), microphone=(), geolocation=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `forbidden()` answers 403 with app/forbidden.tsx.
  experimental: { authInterrupts: true },
  // Answers and files of more than 1 KiB. Streams say `no-transform` and are left alone (docs/adr/0018).
  compress: true,
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@redis/client',
    'pg',
    'pino',
    'prom-client',
    'rate-limiter-flexible',
  ],
  // `npm run types` checks them, with the tests and scripts.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default config;
