import { requestJson } from '@/platform/browser/http';
import { DoorManifest } from '../answers';

/** The API calls of a phone at the door. Each throws ApiError. */
export const doorApi = {
  manifest: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/puerta/manifiesto', { answer: DoorManifest, query: { businessId }, signal }),
};
