import type { NextConfig } from 'next';
import { FILE_POLICY, SECURITY_HEADERS } from './src/platform/http/security-headers';

const all = Object.entries(SECURITY_HEADERS).map(([key, value]) => ({ key, value }));
const ofFiles = [{ key: 'content-security-policy', value: FILE_POLICY }];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `forbidden()` answers 403 with app/forbidden.tsx.
  experimental: { authInterrupts: true },
  // Answers and files of more than 1 KiB. Streams say `no-transform` and are left alone (docs/adr/0018).
  compress: true,
  // The package's own entry also exports itself as one object, of which no bundler can leave anything out.
  turbopack: { resolveAlias: { 'zod/mini': './node_modules/zod/v4/mini/external.js' } },
  // Every picture is drawn by the product itself: nothing is fetched and resized on request.
  images: { unoptimized: true },
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
  headers: async () => [
    { source: '/:path*', headers: all },
    { source: '/_next/static/:path*', headers: ofFiles },
    { source: '/test-sse-connection.:type', headers: ofFiles },
  ],
};

export default config;
