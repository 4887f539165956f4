export const MODES = ['TABLES', 'COVERS'] as const;

/** How many services a venue may have, and how many rules or other days one of them. */
export const MOST = { services: 40, rules: 40, exceptions: 400 } as const;

/** A party for whose time there is no service stays this long. Minutes. */
export const USUAL_TURN = 120;
