import { randomUUID } from 'node:crypto';
import * as unknown from '@/app/api/[...path]/route';
import * as auditoria from '@/app/api/monitor/auditoria/route';
import * as cerrar from '@/app/api/monitor/dispositivos/[id]/cerrar/route';
import * as comprobar from '@/app/api/monitor/dispositivos/[id]/comprobar/route';
import * as dispositivo from '@/app/api/monitor/dispositivos/[id]/route';
import * as incidencias from '@/app/api/monitor/incidencias/route';
import * as monitor from '@/app/api/monitor/route';
import * as anular from '@/app/api/reservas/[id]/asistencia/anular/route';
import * as asistencia from '@/app/api/reservas/[id]/asistencia/route';
import * as estado from '@/app/api/reservas/[id]/estado/route';
import * as historial from '@/app/api/reservas/[id]/historial/route';
import * as rotar from '@/app/api/reservas/[id]/qr/rotar/route';
import * as qr from '@/app/api/reservas/[id]/qr/route';
import * as restaurar from '@/app/api/reservas/[id]/restaurar/route';
import * as one from '@/app/api/reservas/[id]/route';
import * as scan from '@/app/api/reservas/qr-scan/route';
import * as all from '@/app/api/reservas/route';
import * as stats from '@/app/api/reservas/stats/route';
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
  const full = path.startsWith('/monitor') ? `/api${path}` : `/api/reservas${path}`;
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
  endpoint('GET /[id]', one, 200, 200),
  endpoint('PUT /[id]', one, 200, 403, () => ({ notes: randomUUID() })),
  endpoint('GET /[id]/historial', historial, 200, 403),
  endpoint('GET /[id]/qr', qr, 200, 403),
  endpoint('POST /[id]/qr/rotar', rotar, 200, 403),
  endpoint('POST /[id]/asistencia', asistencia, 200, 200, () => ({ delta: 1, nonce: randomUUID() })),
  endpoint('POST /[id]/asistencia/anular', anular, 404, 404, () => ({ nonce: randomUUID() })),
  endpoint('POST /qr-scan', scan, 422, 422, () => ({ action: 'increment', qrCode: 'x', nonce: randomUUID() })),
  endpoint('POST /[id]/estado', estado, 200, 403, () => ({ status: 'CHECKED_IN' })),
  endpoint('DELETE /[id]', one, 200, 403),
  endpoint('POST /[id]/restaurar', restaurar, 200, 403),
  endpoint('GET /monitor', monitor, 403, 403, none, 200),
  endpoint('GET /monitor/dispositivos/[id]', dispositivo, 403, 403, none, 404),
  endpoint('POST /monitor/dispositivos/[id]/cerrar', cerrar, 403, 403, none, 404),
  endpoint('POST /monitor/dispositivos/[id]/comprobar', comprobar, 403, 403, none, 404),
  // Nobody asked.
  endpoint('POST /monitor/auditoria', auditoria, 404, 404, () => ({
    ...{ connectionId: randomUUID(), cursor: 'e:1', hidden: false, healed: false, attempt: 0, lists: [] },
  })),
  endpoint('POST /monitor/incidencias', incidencias, 200, 200, () => ({
    ...{ outageId: randomUUID(), attempts: 3, causes: { dead: 3 }, downMs: 1, recovered: true, transport: 'raw' },
  })),
];

export const unknownModule: RouteModule = unknown;
