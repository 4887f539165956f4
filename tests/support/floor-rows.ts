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
  { route: 'change a block', method: 'PUT' as const, ...at('bloqueos/none'), allowed: NOT_DOOR, ...NONE },
  { route: 'lift a block', method: 'DELETE' as const, ...at('bloqueos/none'), allowed: NOT_DOOR, ...NONE },
  { route: 'list who waits', method: 'GET' as const, ...at('espera'), allowed: ALL },
  { route: 'how long they wait', method: 'GET' as const, ...at('espera/estimacion'), allowed: ALL },
  {
    ...{ route: 'put a party on the list', method: 'POST' as const, ...at('espera'), allowed: NOT_DOOR },
    body: () => ({ party: 2, name: 'Prueba', source: 'WALK_IN' }),
  },
  { route: 'change who waits', method: 'PUT' as const, ...at('espera/none'), allowed: NOT_DOOR, ...NONE },
  { route: 'take off the list', method: 'DELETE' as const, ...at('espera/none'), allowed: NOT_DOOR, ...NONE },
  { route: 'put on it again', method: 'POST' as const, ...at('espera/none/anular'), allowed: NOT_DOOR, ...NONE },
  {
    ...{ route: 'offer a table', method: 'POST' as const, ...at('espera/none/oferta'), allowed: NOT_DOOR, ...NONE },
    body: () => ({ at: BLOCK.startsAt }),
  },
  { route: 'seat who waits', method: 'POST' as const, ...at('espera/none/sentar'), allowed: NOT_DOOR, ...NONE },
  {
    route: 'link of who waits',
    method: 'GET' as const,
    ...at('espera/none/enlace'),
    allowed: NOT_DOOR,
    answer: NONE.answer,
  },
  { route: 'read the booking page', method: 'GET' as const, ...at('pagina'), allowed: ['owner', 'manager'] as const },
  {
    ...{ route: 'change the booking page', method: 'PUT' as const, path: at('pagina').path, ...BY_OWNER },
    body: () => ({ maxParty: 6 }),
  },
  // The day is missing.
  { route: 'availability', method: 'GET' as const, ...at('disponibilidad'), allowed: ALL, answer: /^400$/ },
];
