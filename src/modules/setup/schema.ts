import * as z from 'zod';

/** GET /api/primeros-pasos */
export const FirstStepsInput = z.strictObject({});

/** PUT /api/primeros-pasos */
export const GuideInput = z.strictObject({ hidden: z.boolean() });
export type GuideInput = z.infer<typeof GuideInput>;
