import { CLICKING, EVERY_PROFILE, LEAVING, LISTING, SCANNING, TAKING_BACK } from '@/modules/access/profiles';
import { EntryAnswer, LastArrival, Occupancy, ScanAnswer } from '@/modules/attendance/answers';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { createWalkIn } from '@/modules/attendance/create-walk-in';
import { OccupancyCurve } from '@/modules/attendance/curve-answers';
import { readCurve } from '@/modules/attendance/read-curve';
import { readLastArrival } from '@/modules/attendance/read-last-arrival';
import { readOccupancy } from '@/modules/attendance/read-occupancy';
import { recordClick } from '@/modules/attendance/record-click';
import { recordExit } from '@/modules/attendance/record-exit';
import { scanQr } from '@/modules/attendance/scan-qr';
import {
  ClickInput,
  CountAttendanceInput,
  ExitInput,
  ReadCurveInput,
  ReadOccupancyInput,
  ScanQrInput,
  UndoAttendanceInput,
  UndoClickInput,
  WalkInInput,
} from '@/modules/attendance/schema';
import { undoAttendance } from '@/modules/attendance/undo-attendance';
import { undoClick } from '@/modules/attendance/undo-click';
import { ReservationId } from '@/modules/reservations/schema';
import { endpoint } from './endpoint';
import { operation } from './operation';

export const scan = endpoint('/api/reservas/qr-scan', {
  POST: operation({
    actor: 'member',
    permission: 'attendance.count',
    devices: SCANNING,
    input: ScanQrInput,
    output: ScanAnswer,
    run: scanQr,
  }),
});

export const walkIn = endpoint('/api/reservas/sin-reserva', {
  POST: operation({
    actor: 'member',
    // Every role that may book may also count.
    permission: 'reservations.write',
    input: WalkInInput,
    output: ScanAnswer,
    status: 201,
    run: createWalkIn,
  }),
});

export const count = endpoint('/api/reservas/[id]/asistencia', {
  GET: operation({
    actor: 'member',
    permission: 'attendance.count',
    devices: SCANNING,
    input: ReservationId,
    output: LastArrival,
    run: readLastArrival,
  }),
  POST: operation({
    actor: 'member',
    permission: 'attendance.count',
    devices: LISTING,
    input: CountAttendanceInput,
    output: ScanAnswer,
    run: countAttendance,
  }),
});

export const undo = endpoint('/api/reservas/[id]/asistencia/anular', {
  POST: operation({
    actor: 'member',
    permission: 'attendance.count',
    devices: SCANNING,
    input: UndoAttendanceInput,
    output: ScanAnswer,
    run: undoAttendance,
  }),
});

/** People without a reservation. */
export const click = endpoint('/api/sin-reserva', {
  POST: operation({
    actor: 'member',
    permission: 'attendance.count',
    devices: CLICKING,
    input: ClickInput,
    output: EntryAnswer,
    run: recordClick,
  }),
});

export const clickUndo = endpoint('/api/sin-reserva/anular', {
  POST: operation({
    actor: 'member',
    permission: 'attendance.count',
    devices: TAKING_BACK,
    input: UndoClickInput,
    output: EntryAnswer,
    run: undoClick,
  }),
});

/** People who leave. */
export const exit = endpoint('/api/puerta/salida', {
  POST: operation({
    actor: 'member',
    permission: 'attendance.count',
    devices: LEAVING,
    input: ExitInput,
    output: EntryAnswer,
    run: recordExit,
  }),
});

/** How many are inside. */
export const occupancy = endpoint('/api/ocupacion', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read',
    devices: EVERY_PROFILE,
    input: ReadOccupancyInput,
    output: Occupancy,
    run: readOccupancy,
  }),
});

/** How the night filled. */
export const occupancyCurve = endpoint('/api/ocupacion/curva', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read-any-day',
    input: ReadCurveInput,
    output: OccupancyCurve,
    run: readCurve,
  }),
});
