/** Of every text that people read. */
export const LOCALE = 'es';
