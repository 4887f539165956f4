import { count, scan, undo } from './attendance';
import type { Endpoint } from './endpoint';
import { auditAnswer, clientReport, device, deviceCheck, deviceClose, overview } from './monitor';
import { pass, rotation } from './passes';
import { authCalls, demoErasure, me, setup } from './people';
import { history, reservation, reservations, restoration, stats, status } from './reservations';
import { health, metrics, ready, theme, unknown } from './service';

/**
 * Every address of the API but the stream's (stream-route.ts). The custom server serves this list; on hosts that have only Next,
 * each file of src/app/api mounts one of it. Of two patterns that match, the first one serves.
 */
export const ENDPOINTS: readonly Endpoint[] = [
  ...[health, ready, metrics, theme],
  ...[me, setup, demoErasure, authCalls],
  ...[reservations, stats, scan],
  ...[reservation, restoration, status, history, count, undo, pass, rotation],
  ...[overview, auditAnswer, clientReport, device, deviceClose, deviceCheck],
  unknown,
];
