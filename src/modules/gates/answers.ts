import * as z from 'zod/mini';
import { Gate } from './wire';

/** GET /api/puertas: by name. */
export const GateList = z.object({ gates: z.array(Gate), cursor: z.string() });

export const GateAnswer = z.object({ gate: Gate });

/** The gate is null when it is gone; one that has counted people stays, out of use. */
export const GateRemoved = z.object({ id: z.string(), gate: z.nullable(Gate), seq: z.int() });
