/** Whether people come in at a gate, leave there, or both. */
export const DIRECTIONS = ['IN', 'OUT', 'BOTH'] as const;

/** How many gates a venue may have. */
export const MAX_GATES = 40;
