import * as z from 'zod/mini';
import { requestJson } from '@/platform/browser/http';

const Me = z.object({ user: z.object({ id: z.string() }) });

/** Who is signed in. Throws ApiError. */
export function readMe(): Promise<z.infer<typeof Me>> {
  return requestJson('/api/me', { answer: Me });
}

/** What the screens of a venue are made by, besides its lists. */
const VenueFacts = z.object({
  name: z.string(),
  slug: z.string(),
  timeZone: z.string(),
  cutoffHour: z.int(),
  capacity: z.nullable(z.int()),
  lateToleranceMinutes: z.int(),
});
export type VenueFacts = z.infer<typeof VenueFacts>;

const Venues = z.object({ memberships: z.array(z.extend(VenueFacts, { businessId: z.string() })) });

/** The facts of one venue; null for one that the account does not belong to any more. Throws ApiError. */
export async function readVenueFacts(businessId: string, signal: AbortSignal): Promise<VenueFacts | null> {
  const { memberships } = await requestJson('/api/me', { answer: Venues, signal });
  const found = memberships.find((each) => each.businessId === businessId);
  if (!found) return null;
  const { businessId: _, ...facts } = found;
  return facts;
}
