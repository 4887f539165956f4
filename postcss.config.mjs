import olderStyles from './scripts/lib/older-styles.mjs';

export default {
  plugins: [
    ['@tailwindcss/postcss', {}],
    [olderStyles, {}],
  ],
};
