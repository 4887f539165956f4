import { deepStrictEqual } from 'node:assert';
import { z } from 'zod';
import type { Operation } from '@/modules/access/operation';

/** Throws unless a successful JSON answer is what its operation declares, and has no field beside those. */
export function requireShape(operation: Operation | undefined, answer: unknown): void {
  if (operation?.output) deepStrictEqual(answer, z.parse(operation.output, answer));
}
