import { z } from 'zod';
import type { CountJob } from './count-queue';

const SavedCounts = z.array(
  z.object({
    nonce: z.string(),
    increment: z.number().int().positive(),
    target: z.union([z.object({ qrCode: z.string() }), z.object({ reservationId: z.string() })]),
    label: z.string().nullable(),
    occurredAt: z.string(),
  }),
);

const keyOf = (businessId: string) => `aforo.door.unanswered.${businessId}`;

/** The counts that this device has not had answered. Storage may be full or forbidden: then they live in memory alone. */
export function saveCounts(businessId: string, jobs: readonly CountJob[]): void {
  try {
    if (jobs.length === 0) localStorage.removeItem(keyOf(businessId));
    else localStorage.setItem(keyOf(businessId), JSON.stringify(jobs));
  } catch {}
}

export function loadCounts(businessId: string): CountJob[] {
  try {
    return SavedCounts.parse(JSON.parse(localStorage.getItem(keyOf(businessId)) ?? '[]'));
  } catch {
    return [];
  }
}
