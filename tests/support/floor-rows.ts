const FLOOR = ['zonas', 'mesas', 'combinaciones', 'servicios'] as const;
const ALL = ['owner', 'manager', 'host', 'door'] as const;
const NOT_DOOR = ['owner', 'manager', 'host'] as const;
const BY_OWNER = { allowed: ['owner'], namesRow: false } as const;
/** The venue has no such row. */
const NONE = { body: () => ({}), answer: /^404$/ };
const HOURS = { opensAt: '19:00', lastSeatingAt: '23:00', closesAt: '02:00' };
let made = 0;
/** The names of a venue's rows are unique. */
const named = (fields: Record<string, unknown>) => () => ({ name: `Prueba ${++made}`, ...fields });
const BODIES: Record<(typeof FLOOR)[number], () => Record<string, unknown>> = {
  ...{ zonas: named({}), mesas: named({ maxSeats: 4 }), servicios: named(HOURS) },
  combinaciones: () => ({ tableIds: ['a', 'b'], minSeats: 5, maxSeats: 8 }),
};
const at = (path: string) => ({ path: () => `/api/${path}`, namesRow: false });
const BLOCK = { startsAt: '2031-01-01T20:00:00Z', endsAt: '2031-01-01T23:00:00Z' };

/** Who may read and change zones, tables, services and blocks: rows of the matrix of access. */
export const FLOOR_ROWS = [
  ...FLOOR.flatMap((noun) => [
    { route: `list ${noun}`, method: 'GET' as const, ...at(noun), allowed: ALL },
    {
      ...{ route: `add to ${noun}`, method: 'POST' as const, path: at(noun).path, ...BY_OWNER, body: BODIES[noun] },
      // The venue has no such tables.
      ...(noun === 'combinaciones' ? { answer: /^400$/ } : {}),
    },
    { route: `change one of ${noun}`, method: 'PUT' as const, path: at(`${noun}/none`).path, ...BY_OWNER, ...NONE },
    { route: `remove one of ${noun}`, method: 'DELETE' as const, path: at(`${noun}/none`).path, ...BY_OWNER, ...NONE },
  ]),
  { route: 'list blocks', method: 'GET' as const, ...at('bloqueos'), allowed: ALL },
  { route: 'block', method: 'POST' as const, ...at('bloqueos'), allowed: NOT_DOOR, body: () => BLOCK },
  { route: 'lift a block', method: 'DELETE' as const, ...at('bloqueos/none'), allowed: NOT_DOOR, ...NONE },
  // The day is missing.
  { route: 'availability', method: 'GET' as const, ...at('disponibilidad'), allowed: ALL, answer: /^400$/ },
];
