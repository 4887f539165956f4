import * as z from 'zod/mini';

/** GET /api/primeros-pasos: which of the first steps a venue has done, as its data says. */
export const FirstSteps = z.object({
  /** Somebody else belongs to the team, or holds an invitation. */
  invited: z.boolean(),
  /** There is a reservation. */
  booked: z.boolean(),
  /** People have been counted. */
  counted: z.boolean(),
  /** The reader has put the guide away. */
  hidden: z.boolean(),
  cursor: z.string(),
});
export type FirstSteps = z.infer<typeof FirstSteps>;

/** PUT /api/primeros-pasos */
export const GuideChosen = z.object({ hidden: z.boolean() });
