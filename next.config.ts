import type { NextConfig } from 'next';
import { DRAWING_PACKAGES, SHARED_PACKAGES } from './scripts/lib/server-packages.mjs';
import { FILE_POLICY, SECURITY_HEADERS } from './src/platform/http/security-headers';

const all = Object.entries(SECURITY_HEADERS).map(([key, value]) => ({ key, value }));
const ofFiles = [{ key: 'content-security-policy', value: FILE_POLICY }];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `forbidden()` answers 403 with app/forbidden.tsx.
  // A screen is loaded when it is first asked for: most of the entries are those of the API, which the custom server serves by itself.
  experimental: { authInterrupts: true, preloadEntriesOnStart: false },
  // Answers and files of more than 1 KiB. Streams say `no-transform` and are left alone (docs/adr/0018).
  compress: true,
  turbopack: {
    resolveAlias: {
      // `npm run build` names a module that holds only what is used (scripts/lib/bundle-zod.mjs).
      'zod/mini': process.env.ZOD_MINI ?? './node_modules/zod/v4/mini/external.js',
      // Texts reach the browser without their syntax to be read (src/i18n/messages.ts).
      'use-intl/format-message': 'use-intl/format-message/format-only',
    },
  },
  // Every picture is drawn by the product itself: nothing is fetched and resized on request.
  images: { unoptimized: true },
  serverExternalPackages: [...SHARED_PACKAGES, ...DRAWING_PACKAGES],
  // `npm run types` checks them, with the tests and scripts.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: '/:path*', headers: all },
    { source: '/_next/static/:path*', headers: ofFiles },
    { source: '/test-sse-connection.:type', headers: ofFiles },
    { source: '/sw.js', headers: [...ofFiles, { key: 'cache-control', value: 'no-cache' }] },
    { source: '/manifest.webmanifest', headers: [{ key: 'vary', value: 'accept-language' }] },
  ],
};

export default config;
