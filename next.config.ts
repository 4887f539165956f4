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
  // Compression would buffer and cost memory on every response; a proxy in front does it better.
  compress: false,
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pino'],
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default config;
