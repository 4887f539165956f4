import { randomUUID } from 'node:crypto';
import * as unknown from '@/app/api/[...path]/route';
import * as anular from '@/app/api/reservas/[id]/asistencia/anular/route';
import * as asistencia from '@/app/api/reservas/[id]/asistencia/route';
import * as estado from '@/app/api/reservas/[id]/estado/route';
import * as historial from '@/app/api/reservas/[id]/historial/route';
import * as rotar from '@/app/api/reservas/[id]/qr/rotar/route';
import * as qr from '@/app/api/reservas/[id]/qr/route';
import * as one from '@/app/api/reservas/[id]/route';
import * as scan from '@/app/api/reservas/qr-scan/route';
import * as all from '@/app/api/reservas/route';
import * as stats from '@/app/api/reservas/stats/route';
import type { Handler } from '@/server/route';

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
  /** Statuses for a host and for the door. */
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
): Endpoint {
  const [method = '', path = ''] = line.split(' ');
  const onOne = path.includes('[id]');
  return { name: line, method: method as Method, module, path: `/api/reservas${path}`, onOne, body, host, door };
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
];

export const unknownModule: RouteModule = unknown;
