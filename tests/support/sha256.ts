import { createHash } from 'node:crypto';

/** As the server computes it. */
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
