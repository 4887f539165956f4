import { randomUUID } from 'node:crypto';
import type { DemoUser } from '../support/api';
import { FLOOR_ROWS } from '../support/floor-rows';
import { PHONE_ROWS } from '../support/phone-rows';

export type Role = Exclude<DemoUser, 'foreign' | 'operator'>;
export const ALL: readonly Role[] = ['owner', 'manager', 'host', 'door'];
const NOT_DOOR: readonly Role[] = ['owner', 'manager', 'host'];

/** What one row of the matrix asks about: a reservation of the venue `terraza`, its pass, and a counted scan. */
export interface Target {
  readonly id: string;
  /** Another reservation, of which nobody has been counted. */
  readonly due: string;
  readonly qrCode: string;
  readonly nonce: string;
}

export interface Row {
  readonly route: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: (target: Target) => string;
  readonly body?: (target: Target) => Record<string, unknown>;
  readonly allowed: readonly Role[];
  /** The status that those get; a success unless said. */
  readonly answer?: RegExp;
  /** Whether the path names a row, which a member of another venue must not find. */
  readonly namesRow: boolean;
}

const reservation = (rest = '') => ({ path: ({ id }: Target) => `/api/reservas/${id}${rest}`, namesRow: true });
/** Of which nobody has been counted. */
const awaited = (rest = '') => ({ path: ({ due }: Target) => `/api/reservas/${due}${rest}`, namesRow: true });
const collection = (rest = '') => ({ path: () => `/api/reservas${rest}`, namesRow: false });
const settings = (rest = '') => ({ path: () => `/api/local${rest}`, namesRow: false });
const mail = (rest = '') => ({ path: () => `/api/mensajes${rest}`, namesRow: false });
const TEXT = { subject: 'Hasta otra', body: 'Tu reserva del {date} se canceló.' };
const guide = { path: () => '/api/primeros-pasos', namesRow: false };
const told = (rest: string) => ({ path: () => `/api/monitor${rest}`, namesRow: false });
const NEW = { customerName: 'Ana Prueba', guestCount: 2, reservedAt: new Date().toISOString() };

/** Every operation of one venue, with who may call it. */
export const ROWS: readonly Row[] = [
  { route: 'list', method: 'GET', ...collection(), allowed: ALL },
  { route: 'create', method: 'POST', ...collection(), body: () => NEW, allowed: NOT_DOOR },
  { route: 'statistics', method: 'GET', ...collection('/stats'), allowed: ALL },
  { route: 'search of all days', method: 'GET', ...collection('/buscar'), allowed: NOT_DOOR },
  {
    route: 'walk-in',
    method: 'POST',
    ...collection('/sin-reserva'),
    body: () => ({ guestCount: 2, nonce: randomUUID() }),
    allowed: NOT_DOOR,
  },
  { route: 'read', method: 'GET', ...reservation(), allowed: ALL },
  { route: 'update', method: 'PUT', ...reservation(), body: () => ({ notes: 'ventana' }), allowed: NOT_DOOR },
  { route: 'delete', method: 'DELETE', ...awaited(), allowed: NOT_DOOR },
  { route: 'restore', method: 'POST', ...awaited('/restaurar'), body: () => ({}), allowed: NOT_DOOR },
  {
    route: 'change status',
    method: 'POST',
    ...reservation('/estado'),
    body: () => ({ status: 'COMPLETED' }),
    allowed: NOT_DOOR,
  },
  {
    route: 'undo a status change',
    method: 'POST',
    ...awaited('/estado/anular'),
    body: () => ({}),
    allowed: NOT_DOOR,
    // There is none.
    answer: /^409$/,
  },
  {
    route: 'count by hand',
    method: 'POST',
    ...reservation('/asistencia'),
    body: () => ({ delta: 1, nonce: randomUUID() }),
    allowed: ALL,
  },
  {
    route: "undo another's count",
    method: 'POST',
    ...reservation('/asistencia/anular'),
    body: ({ nonce }) => ({ nonce }),
    allowed: NOT_DOOR,
  },
  {
    route: 'read the door’s manifest',
    method: 'GET',
    path: () => '/api/puerta/manifiesto',
    namesRow: false,
    allowed: ALL,
  },
  {
    route: 'deliver counts',
    method: 'POST',
    path: () => '/api/puerta/sync',
    body: () => ({ deviceId: 'phone-a', sentAt: new Date().toISOString(), entries: [] }),
    namesRow: false,
    allowed: ALL,
  },
  {
    route: 'read the incidents of a gate',
    method: 'GET',
    path: () => '/api/puerta/incidencias',
    namesRow: false,
    allowed: ALL,
  },
  {
    route: 'read how the night filled',
    method: 'GET',
    path: () => '/api/ocupacion/curva',
    namesRow: false,
    allowed: NOT_DOOR,
  },
  { route: 'read incidents', method: 'GET', path: () => '/api/incidencias', namesRow: false, allowed: ALL },
  {
    route: 'decide an incident',
    method: 'POST',
    path: () => `/api/incidencias/${randomUUID()}`,
    body: () => ({ resolution: 'DISCARDED', reason: 'nada' }),
    namesRow: false,
    allowed: NOT_DOOR,
    answer: /^404$/,
  },
  { route: 'read the pass', method: 'GET', ...reservation('/qr'), allowed: NOT_DOOR },
  { route: 'rotate the pass', method: 'POST', ...reservation('/qr/rotar'), body: () => ({}), allowed: NOT_DOOR },
  {
    route: 'answer an audit',
    method: 'POST',
    ...told('/auditoria'),
    body: () => ({ connectionId: randomUUID(), cursor: 'e:1', hidden: false, healed: false, attempt: 0, lists: [] }),
    allowed: ALL,
    // Nobody asked.
    answer: /^404$/,
  },
  {
    route: 'report an outage',
    method: 'POST',
    ...told('/incidencias'),
    body: () => ({ outageId: randomUUID(), attempts: 3, causes: {}, downMs: 1, recovered: true, transport: 'raw' }),
    allowed: ALL,
  },
  { route: 'watch the venue', method: 'GET', ...told(''), allowed: ['owner', 'manager'] },
  { route: 'read the trail', method: 'GET', path: () => '/api/rastro', namesRow: false, allowed: ['owner', 'manager'] },
  {
    route: 'take the trail as a file',
    method: 'GET',
    path: () => '/api/rastro/exportar',
    namesRow: false,
    allowed: ['owner', 'manager'],
    // The days are missing.
    answer: /^400$/,
  },
  {
    route: 'take a day as a file',
    method: 'GET',
    path: () => '/api/reservas/exportar',
    namesRow: false,
    allowed: ALL,
    // The format is missing.
    answer: /^400$/,
  },
  { route: 'list the imports', method: 'GET', path: () => '/api/importaciones', namesRow: false, allowed: NOT_DOOR },
  {
    route: 'import a file',
    method: 'POST',
    path: () => '/api/importaciones',
    body: () => ({ fileName: 'a.csv', content: 'YQ==' }),
    namesRow: false,
    allowed: NOT_DOOR,
    // It has no row.
    answer: /^422$/,
  },
  {
    route: 'read an import',
    method: 'GET',
    path: () => '/api/importaciones/none',
    namesRow: true,
    allowed: NOT_DOOR,
    answer: /^404$/,
  },
  {
    route: 'undo an import',
    method: 'DELETE',
    path: () => '/api/importaciones/none',
    namesRow: true,
    allowed: NOT_DOOR,
    answer: /^404$/,
  },
  {
    route: 'read the evidence of a night',
    method: 'GET',
    path: () => '/api/evidencia',
    namesRow: false,
    allowed: ['owner', 'manager'],
    // The day is missing.
    answer: /^400$/,
  },
  {
    route: 'take the evidence of a night as a file',
    method: 'GET',
    path: () => '/api/evidencia/exportar',
    namesRow: false,
    allowed: ['owner', 'manager'],
    answer: /^400$/,
  },
  { route: 'list the keys', method: 'GET', path: () => '/api/claves', namesRow: false, allowed: ['owner', 'manager'] },
  {
    route: 'make a key',
    method: 'POST',
    path: () => '/api/claves',
    body: () => ({ name: 'Guion', permissions: ['reservations.read'] }),
    namesRow: false,
    allowed: ['owner', 'manager'],
  },
  {
    route: 'revoke a key',
    method: 'DELETE',
    path: () => '/api/claves/none',
    namesRow: false,
    allowed: ['owner', 'manager'],
    // There is none.
    answer: /^404$/,
  },
  ...PHONE_ROWS,
  ...FLOOR_ROWS,
  {
    route: 'give tables',
    method: 'POST',
    ...awaited('/mesa'),
    body: () => ({ tableIds: [] }),
    allowed: NOT_DOOR,
  },
  {
    route: 'sit down',
    method: 'POST',
    ...awaited('/sala'),
    body: () => ({ action: 'seat' }),
    allowed: NOT_DOOR,
  },
  { route: 'list the messages', method: 'GET', ...mail(), allowed: ['owner', 'manager'] },
  { route: 'list the texts', method: 'GET', ...mail('/plantillas'), allowed: ['owner', 'manager'] },
  {
    route: 'see what a text looks like',
    method: 'POST',
    ...mail('/plantillas/cancellation/es/vista'),
    body: () => TEXT,
    allowed: ['owner', 'manager'],
  },
  {
    route: 'try a text',
    method: 'POST',
    ...mail('/plantillas/cancellation/es/prueba'),
    body: () => TEXT,
    allowed: ['owner', 'manager'],
  },
  {
    route: 'change a text',
    method: 'PUT',
    ...mail('/plantillas/cancellation/es'),
    body: () => TEXT,
    allowed: ['owner', 'manager'],
  },
  {
    route: 'go back to the built-in text',
    method: 'DELETE',
    ...mail('/plantillas/cancellation/es'),
    allowed: ['owner', 'manager'],
  },
  { route: 'read the settings', method: 'GET', ...settings(), allowed: ['owner', 'manager'] },
  {
    route: 'ask what a change of settings does',
    method: 'POST',
    ...settings('/efectos'),
    body: () => ({ cutoffHour: 5 }),
    allowed: ['owner'],
  },
  {
    route: 'change the settings',
    method: 'PUT',
    ...settings(),
    body: () => ({ lateToleranceMinutes: 15 }),
    allowed: ['owner'],
  },
  { route: 'read the first steps', method: 'GET', ...guide, allowed: ['owner'] },
  {
    route: 'put the guide away',
    method: 'PUT',
    ...guide,
    body: () => ({ hidden: true }),
    allowed: ['owner'],
  },
  { route: 'see every venue', method: 'GET', ...told('/locales'), allowed: [] },
  { route: 'suspend a venue', method: 'POST', ...told('/locales/none/suspender'), body: () => ({}), allowed: [] },
  { route: 'restore a venue', method: 'POST', ...told('/locales/none/restaurar'), body: () => ({}), allowed: [] },
  { route: 'read the history', method: 'GET', ...reservation('/historial'), allowed: NOT_DOOR },
];
