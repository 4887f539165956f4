import * as z from 'zod';

/** Nothing is asked: a manifest is of tonight. */
export const ManifestInput = z.strictObject({});
