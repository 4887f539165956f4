import * as z from 'zod/mini';
import { Taken } from '@/modules/reservations/answers';

const REASONS = ['CLOSED', 'PAST', 'BLOCKED', 'PACING'] as const;

/** What stands in the way of a party, as TABLE_TAKEN names it. */
const Problem = z.object({
  obstacle: z.catch(z.nullable(z.enum(REASONS)), null),
  taken: z.catch(z.array(Taken), []),
});
export type Obstacle = z.infer<typeof Problem>;

export function obstacleOf(problem: unknown): Obstacle {
  const read = Problem.safeParse(problem);
  return read.success ? read.data : { obstacle: null, taken: [] };
}

const KINDS = ['RESERVATION', 'HOLD', 'BLOCK'] as const satisfies readonly Taken['kind'][];

/** What is said first: another party before a time that is held, and that before a closure; `unfit` where nothing is there. */
export function firstKindOf({ taken }: Obstacle): Taken['kind'] | 'unfit' {
  return KINDS.find((kind) => taken.some((each) => each.kind === kind)) ?? 'unfit';
}
