/** Packages that the server and Next's bundles both load: external in both, so that each exists once in a process. */
export const SHARED_PACKAGES = [
  '@electric-sql/pglite',
  '@redis/client',
  'pg',
  'pino',
  'prom-client',
  'rate-limiter-flexible',
];

/** Packages that draw passes, with files of their own beside their code. */
export const DRAWING_PACKAGES = ['fontkit', 'pdfkit', 'sharp'];

/** Packages that stay imports of the server's bundle: the shared ones, Next, and what a start does not need. */
export const EXTERNAL_PACKAGES = [
  ...SHARED_PACKAGES,
  ...DRAWING_PACKAGES,
  'next',
  'better-auth',
  'hucre',
  'nodemailer',
  'qrcode',
  '@zxcvbn-ts/language-common',
];
