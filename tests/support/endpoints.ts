import { randomUUID } from 'node:crypto';
import * as unknown from '@/app/api/[...path]/route';
import * as bloqueo from '@/app/api/bloqueos/[id]/route';
import * as bloqueos from '@/app/api/bloqueos/route';
import * as claves from '@/app/api/claves/route';
import * as combinacion from '@/app/api/combinaciones/[id]/route';
import * as combinaciones from '@/app/api/combinaciones/route';
import * as disponibilidad from '@/app/api/disponibilidad/route';
import * as esperaAnular from '@/app/api/espera/[id]/anular/route';
import * as esperaEnlace from '@/app/api/espera/[id]/enlace/route';
import * as esperaOferta from '@/app/api/espera/[id]/oferta/route';
import * as unaEspera from '@/app/api/espera/[id]/route';
import * as esperaSentar from '@/app/api/espera/[id]/sentar/route';
import * as estimacion from '@/app/api/espera/estimacion/route';
import * as espera from '@/app/api/espera/route';
import * as evidenciaExportar from '@/app/api/evidencia/exportar/route';
import * as evidencia from '@/app/api/evidencia/route';
import * as importacion from '@/app/api/importaciones/[id]/route';
import * as importaciones from '@/app/api/importaciones/route';
import * as incidente from '@/app/api/incidencias/[id]/route';
import * as incidentes from '@/app/api/incidencias/route';
import * as efectos from '@/app/api/local/efectos/route';
import * as local from '@/app/api/local/route';
import * as plantillas from '@/app/api/mensajes/plantillas/route';
import * as mensajes from '@/app/api/mensajes/route';
import * as mesa from '@/app/api/mesas/[id]/route';
import * as mesas from '@/app/api/mesas/route';
import * as auditoria from '@/app/api/monitor/auditoria/route';
import * as cerrar from '@/app/api/monitor/dispositivos/[id]/cerrar/route';
import * as comprobar from '@/app/api/monitor/dispositivos/[id]/comprobar/route';
import * as dispositivo from '@/app/api/monitor/dispositivos/[id]/route';
import * as incidencias from '@/app/api/monitor/incidencias/route';
import * as monitor from '@/app/api/monitor/route';
import * as curva from '@/app/api/ocupacion/curva/route';
import * as ocupacion from '@/app/api/ocupacion/route';
import * as pagina from '@/app/api/pagina/route';
import * as planDeDias from '@/app/api/plan/route';
import * as pasos from '@/app/api/primeros-pasos/route';
import * as telefono from '@/app/api/puerta/dispositivos/[id]/route';
import * as vinculo from '@/app/api/puerta/dispositivos/[id]/vinculo/route';
import * as telefonos from '@/app/api/puerta/dispositivos/route';
import * as incidenciasDePuerta from '@/app/api/puerta/incidencias/route';
import * as manifiesto from '@/app/api/puerta/manifiesto/route';
import * as salida from '@/app/api/puerta/salida/route';
import * as sincronizar from '@/app/api/puerta/sync/route';
import * as puertas from '@/app/api/puertas/route';
import * as exportar from '@/app/api/rastro/exportar/route';
import * as rastro from '@/app/api/rastro/route';
import * as anular from '@/app/api/reservas/[id]/asistencia/anular/route';
import * as asistencia from '@/app/api/reservas/[id]/asistencia/route';
import * as estadoAnular from '@/app/api/reservas/[id]/estado/anular/route';
import * as estado from '@/app/api/reservas/[id]/estado/route';
import * as historial from '@/app/api/reservas/[id]/historial/route';
import * as mesaDe from '@/app/api/reservas/[id]/mesa/route';
import * as rotar from '@/app/api/reservas/[id]/qr/rotar/route';
import * as qr from '@/app/api/reservas/[id]/qr/route';
import * as restaurar from '@/app/api/reservas/[id]/restaurar/route';
import * as one from '@/app/api/reservas/[id]/route';
import * as salaDe from '@/app/api/reservas/[id]/sala/route';
import * as buscar from '@/app/api/reservas/buscar/route';
import * as conocidos from '@/app/api/reservas/conocidos/route';
import * as exportarDia from '@/app/api/reservas/exportar/route';
import * as horas from '@/app/api/reservas/horas/route';
import * as scan from '@/app/api/reservas/qr-scan/route';
import * as resumen from '@/app/api/reservas/resumen/route';
import * as all from '@/app/api/reservas/route';
import * as sinReserva from '@/app/api/reservas/sin-reserva/route';
import * as stats from '@/app/api/reservas/stats/route';
import * as rol from '@/app/api/roles/[id]/route';
import * as roles from '@/app/api/roles/route';
import * as servicio from '@/app/api/servicios/[id]/route';
import * as servicios from '@/app/api/servicios/route';
import * as clicAnular from '@/app/api/sin-reserva/anular/route';
import * as clic from '@/app/api/sin-reserva/route';
import * as zona from '@/app/api/zonas/[id]/route';
import * as zonas from '@/app/api/zonas/route';
import type { Handler } from '@/modules/access/route';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type RouteModule = Readonly<Record<Method, Handler>>;

export interface Endpoint {
  readonly name: string;
  readonly method: Method;
  readonly module: RouteModule;
  readonly path: string;
  /** Takes a reservation's id in its path. */
  readonly onOne: boolean;
  /** A body that the endpoint accepts. */
  body(): Record<string, unknown>;
  /** Statuses for the owner, a host and the door. */
  readonly owner: number;
  readonly host: number;
  readonly door: number;
}

const none = () => ({});
/** Of a service. */
const HOURS = { opensAt: '19:00', lastSeatingAt: '23:00', closesAt: '02:00' };

function endpoint(
  line: string,
  module: RouteModule,
  host: number,
  door: number,
  body: () => Record<string, unknown> = none,
  owner = host,
): Endpoint {
  const [method = '', path = ''] = line.split(' ');
  const onOne = path.includes('[id]');
  const isApart =
    /^\/(monitor|rastro|claves|local|mesas|zonas|servicios|combinaciones|bloqueos|disponibilidad|espera|pagina|mensajes|importaciones|primeros-pasos|roles|puertas?\b|clic|ocupacion|incidencias|evidencia|plan)/.test(
      path,
    );
  const full = isApart ? `/api${path.replace('/clic', '/sin-reserva')}` : `/api/reservas${path}`;
  return { name: line, method: method as Method, module, path: full, onOne, body, owner, host, door };
}

/** Every route of one venue, with what its members get for a sound request on tonight's reservation. */
export const ENDPOINTS: readonly Endpoint[] = [
  endpoint('GET ', all, 200, 200),
  endpoint('POST ', all, 201, 403, () => ({
    customerName: 'Prueba',
    guestCount: 2,
    reservedAt: new Date().toISOString(),
  })),
  endpoint('GET /stats', stats, 200, 200),
  // The format is missing.
  endpoint('GET /exportar', exportarDia, 400, 400),
  endpoint('GET /resumen', resumen, 200, 403),
  endpoint('GET /buscar', buscar, 200, 403),
  endpoint('POST /sin-reserva', sinReserva, 201, 403, () => ({ guestCount: 2, nonce: randomUUID() })),
  endpoint('POST /clic', clic, 200, 200, () => ({ delta: 1, nonce: randomUUID() })),
  endpoint('POST /clic/anular', clicAnular, 404, 404, () => ({ nonce: randomUUID() })),
  endpoint('POST /puerta/salida', salida, 200, 200, () => ({ delta: 1, nonce: randomUUID() })),
  endpoint('POST /puerta/sync', sincronizar, 200, 200, () => ({
    ...{ deviceId: 'phone-a', sentAt: new Date().toISOString(), entries: [] },
  })),
  endpoint('GET /incidencias', incidentes, 200, 200),
  endpoint('GET /puerta/incidencias', incidenciasDePuerta, 200, 200),
  endpoint('POST /incidencias/[id]', incidente, 404, 403, () => ({ resolution: 'DISCARDED', reason: 'nada' }), 404),
  // The day is missing.
  endpoint('GET /evidencia', evidencia, 403, 403, none, 400),
  endpoint('GET /evidencia/exportar', evidenciaExportar, 403, 403, none, 400),
  endpoint('GET /ocupacion', ocupacion, 200, 200),
  endpoint('GET /ocupacion/curva', curva, 200, 403),
  endpoint('GET /puertas', puertas, 200, 200),
  endpoint('POST /puertas', puertas, 403, 403, () => ({ name: randomUUID().slice(0, 30) }), 201),
  endpoint('GET /disponibilidad', disponibilidad, 400, 400),
  endpoint('GET /pagina', pagina, 403, 403, none, 200),
  endpoint('PUT /pagina', pagina, 403, 403, () => ({ maxParty: 6 }), 200),
  endpoint('GET /zonas', zonas, 200, 200),
  endpoint('POST /zonas', zonas, 403, 403, () => ({ name: randomUUID() }), 201),
  endpoint('PUT /zonas/[id]', zona, 403, 403, () => ({ name: 'Sala' }), 404),
  endpoint('DELETE /zonas/[id]', zona, 403, 403, none, 404),
  endpoint('GET /mesas', mesas, 200, 200),
  endpoint('POST /mesas', mesas, 403, 403, () => ({ name: randomUUID().slice(0, 20), maxSeats: 4 }), 201),
  endpoint('PUT /mesas/[id]', mesa, 403, 403, () => ({ maxSeats: 6 }), 404),
  endpoint('DELETE /mesas/[id]', mesa, 403, 403, none, 404),
  endpoint('GET /combinaciones', combinaciones, 200, 200),
  // The venue has no such tables.
  endpoint(
    'POST /combinaciones',
    combinaciones,
    403,
    403,
    () => ({ tableIds: ['a', 'b'], minSeats: 5, maxSeats: 8 }),
    400,
  ),
  endpoint('PUT /combinaciones/[id]', combinacion, 403, 403, () => ({ maxSeats: 6 }), 404),
  endpoint('DELETE /combinaciones/[id]', combinacion, 403, 403, none, 404),
  endpoint('GET /servicios', servicios, 200, 200),
  endpoint('POST /servicios', servicios, 403, 403, () => ({ name: randomUUID(), ...HOURS }), 201),
  endpoint('PUT /servicios/[id]', servicio, 403, 403, () => ({ stepMinutes: 30 }), 404),
  endpoint('DELETE /servicios/[id]', servicio, 403, 403, none, 404),
  endpoint('GET /bloqueos', bloqueos, 200, 200),
  endpoint('POST /bloqueos', bloqueos, 201, 403, () => ({
    startsAt: '2031-01-01T20:00:00Z',
    endsAt: '2031-01-01T23:00:00Z',
  })),
  endpoint('PUT /bloqueos/[id]', bloqueo, 404, 403, () => ({ reason: 'Lluvia' })),
  endpoint('DELETE /bloqueos/[id]', bloqueo, 404, 403),
  endpoint('GET /espera', espera, 200, 200),
  endpoint('POST /espera', espera, 201, 403, () => ({ party: 2, name: 'Prueba', source: 'WALK_IN' })),
  endpoint('GET /espera/estimacion', estimacion, 200, 200),
  // Nobody of that id waits.
  endpoint('PUT /espera/[id]', unaEspera, 404, 403, () => ({ party: 3 })),
  endpoint('DELETE /espera/[id]', unaEspera, 404, 403),
  endpoint('POST /espera/[id]/anular', esperaAnular, 404, 403),
  endpoint('POST /espera/[id]/oferta', esperaOferta, 404, 403, () => ({ at: '2031-01-01T20:00:00Z' })),
  endpoint('POST /espera/[id]/sentar', esperaSentar, 404, 403),
  endpoint('GET /espera/[id]/enlace', esperaEnlace, 404, 403),
  endpoint('POST /[id]/mesa', mesaDe, 200, 403, () => ({ tableIds: [] })),
  endpoint('POST /[id]/sala', salaDe, 200, 403, () => ({ action: 'seat' })),
  endpoint('GET /importaciones', importaciones, 200, 403),
  // The file has no row.
  endpoint('POST /importaciones', importaciones, 422, 403, () => ({ fileName: 'a.csv', content: 'YQ==' })),
  endpoint('GET /importaciones/[id]', importacion, 404, 403),
  endpoint('DELETE /importaciones/[id]', importacion, 404, 403),
  endpoint('GET /horas', horas, 200, 200),
  // The days are missing.
  endpoint('GET /plan', planDeDias, 400, 403),
  endpoint('GET /conocidos', conocidos, 200, 403),
  endpoint('GET /[id]', one, 200, 200),
  endpoint('PUT /[id]', one, 200, 403, () => ({ notes: randomUUID() })),
  endpoint('GET /[id]/historial', historial, 200, 403),
  endpoint('GET /[id]/qr', qr, 200, 403),
  endpoint('POST /[id]/qr/rotar', rotar, 200, 403),
  endpoint('GET /[id]/asistencia', asistencia, 200, 200),
  endpoint('POST /[id]/asistencia', asistencia, 200, 200, () => ({ delta: 1, nonce: randomUUID() })),
  endpoint('POST /[id]/asistencia/anular', anular, 404, 404, () => ({ nonce: randomUUID() })),
  endpoint('POST /qr-scan', scan, 422, 422, () => ({ action: 'increment', qrCode: 'x', nonce: randomUUID() })),
  endpoint('POST /[id]/estado', estado, 200, 403, () => ({ status: 'CHECKED_IN' })),
  // Nobody has changed a status.
  endpoint('POST /[id]/estado/anular', estadoAnular, 409, 403),
  endpoint('DELETE /[id]', one, 200, 403),
  endpoint('POST /[id]/restaurar', restaurar, 200, 403),
  endpoint('GET /puerta/manifiesto', manifiesto, 200, 200),
  endpoint('GET /puerta/dispositivos', telefonos, 403, 403, none, 200),
  endpoint('POST /puerta/dispositivos', telefonos, 403, 403, () => ({ name: 'Puerta 1', profile: 'SCAN' }), 201),
  // The venue has no such phone.
  endpoint('PUT /puerta/dispositivos/[id]', telefono, 403, 403, () => ({ name: 'Puerta 2' }), 404),
  endpoint('POST /puerta/dispositivos/[id]/vinculo', vinculo, 403, 403, none, 404),
  endpoint('DELETE /puerta/dispositivos/[id]', telefono, 403, 403, none, 404),
  endpoint('GET /monitor', monitor, 403, 403, none, 200),
  endpoint('GET /monitor/dispositivos/[id]', dispositivo, 403, 403, none, 404),
  endpoint('POST /monitor/dispositivos/[id]/cerrar', cerrar, 403, 403, none, 404),
  endpoint('POST /monitor/dispositivos/[id]/comprobar', comprobar, 403, 403, none, 404),
  endpoint('GET /local', local, 403, 403, none, 200),
  endpoint('PUT /local', local, 403, 403, () => ({ lateToleranceMinutes: 20 }), 200),
  endpoint('POST /local/efectos', efectos, 403, 403, () => ({ cutoffHour: 5 }), 200),
  endpoint('GET /primeros-pasos', pasos, 403, 403, none, 200),
  endpoint('PUT /primeros-pasos', pasos, 403, 403, () => ({ hidden: true }), 200),
  // Nobody asked.
  endpoint('POST /monitor/auditoria', auditoria, 404, 404, () => ({
    ...{ connectionId: randomUUID(), cursor: 'e:1', hidden: false, healed: false, attempt: 0, lists: [] },
  })),
  endpoint('POST /monitor/incidencias', incidencias, 200, 200, () => ({
    ...{ outageId: randomUUID(), attempts: 3, causes: { dead: 3 }, downMs: 1, recovered: true, transport: 'raw' },
  })),
  endpoint('GET /rastro', rastro, 403, 403, none, 200),
  // The days are missing.
  endpoint('GET /rastro/exportar', exportar, 403, 403, none, 400),
  endpoint('GET /claves', claves, 403, 403, none, 200),
  endpoint('GET /roles', roles, 403, 403, none, 200),
  endpoint(
    'POST /roles',
    roles,
    403,
    403,
    () => ({ name: randomUUID(), permissions: ['reservations.read', 'attendance.count'] }),
    201,
  ),
  // The venue has none.
  endpoint('DELETE /roles/[id]', rol, 403, 403, none, 404),
  endpoint('GET /mensajes', mensajes, 403, 403, none, 200),
  endpoint('GET /mensajes/plantillas', plantillas, 403, 403, none, 200),
  endpoint('POST /claves', claves, 403, 403, () => ({ name: 'Guion', permissions: ['reservations.read'] }), 201),
];

export const unknownModule: RouteModule = unknown;
