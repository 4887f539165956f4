import * as z from 'zod/mini';
import { Instant } from '@/modules/reservations/wire';

/** The night up to the end of one quarter of an hour. */
const CurvePoint = z.object({
  /** Where the quarter of an hour starts. */
  at: Instant,
  /** People of booked parties who had arrived by its end. */
  admitted: z.int(),
  /** People who had come in less those who had left by its end: negative where more left than had been counted in. */
  balance: z.int(),
  /** The highest balance within it. */
  most: z.int(),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

/**
 * GET /api/ocupacion/curva: how the current night filled, from the ledger alone. A quarter of an hour without entries has
 * no point: the figures of the one before hold. What was taken back counts nowhere, as if it had not been counted.
 */
export const OccupancyCurve = z.object({
  day: z.string(),
  /** When the business day starts and ends. */
  start: Instant,
  end: Instant,
  points: z.array(CurvePoint),
  cursor: z.string(),
});
export type OccupancyCurve = z.infer<typeof OccupancyCurve>;
