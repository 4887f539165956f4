const of = (rest = '') => ({ path: () => `/api/puerta/dispositivos${rest}`, namesRow: false });
const BY_MANAGERS = { allowed: ['owner', 'manager'] } as const;
/** The venue has no such phone. */
const NONE = { body: () => ({}), answer: /^404$/ };

/** Who may list, make, change and revoke the paired phones of a venue: rows of the matrix of access. */
export const PHONE_ROWS = [
  { route: 'list the paired phones', method: 'GET', ...of(), ...BY_MANAGERS },
  {
    route: 'make a phone of the door',
    method: 'POST',
    ...of(),
    ...BY_MANAGERS,
    body: () => ({ name: 'Puerta 1', profile: 'SCAN' }),
  },
  { route: 'change a phone', method: 'PUT', ...of('/none'), ...BY_MANAGERS, ...NONE },
  { route: 'revoke a phone', method: 'DELETE', ...of('/none'), ...BY_MANAGERS, ...NONE },
  { route: 'pair a phone again', method: 'POST', ...of('/none/vinculo'), ...BY_MANAGERS, ...NONE },
] as const;
