import * as z from 'zod/mini';
import { Service } from './wire';

/** GET /api/servicios: by name. */
export const ServiceList = z.object({ services: z.array(Service), cursor: z.string() });

const Time = {
  /** ISO instant in UTC. */
  at: z.string(),
  /** The offset of the venue's clock then: it tells two instants apart that the clock shows alike. */
  offset: z.string(),
};

/** GET /api/disponibilidad: the times at which the party can come, in their order, and the nearest ones where the time asked for is not among them. */
export const Availability = z.object({
  /** The best tables first, at most 10; no table in a service that gives none. */
  slots: z.array(z.object({ ...Time, options: z.array(z.object({ tableIds: z.array(z.string()) })) })),
  /** At most three; of other days where the one asked for has nothing. */
  nearest: z.array(z.object(Time)),
});
export type Availability = z.infer<typeof Availability>;
