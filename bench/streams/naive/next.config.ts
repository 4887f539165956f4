import type { NextConfig } from 'next';

/** The types are checked with the rest of the repository. */
const config: NextConfig = { compress: false, typescript: { ignoreBuildErrors: true } };
export default config;
