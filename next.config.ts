import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Compression would buffer and cost memory on every response; a proxy in front does it better.
  compress: false,
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pino'],
};

export default config;
