import type { z } from 'zod';
import { requestJson } from '@/platform/browser/http';
import { SyncAnswer } from '../answers';
import type { SyncInput } from '../schema';

/** Milliseconds without a byte: a batch is large, and sending it again costs more than waiting. */
const DEADLINE_MS = 30_000;

/** The API calls by which a phone hands over what it has counted. Each throws ApiError. */
export const custodyApi = {
  /** Sending the same entries again counts nobody twice. */
  sync: (businessId: string, body: z.input<typeof SyncInput>) =>
    requestJson('/api/puerta/sync', {
      answer: SyncAnswer,
      method: 'POST',
      query: { businessId },
      body,
      deadline: DEADLINE_MS,
    }),
};
