/** How many characters the name of a role has at most. */
export const MAX_NAME = 40;
