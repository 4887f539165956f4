import { requestJson } from '@/platform/browser/http';
import { BookingPage, BookingPageAnswer } from '../answers';

/** What of the page a person changes; a field that is absent stays as it is. */
export type PageChange = Partial<Omit<BookingPage, 'version' | 'policyVersion'>>;

/** All throw ApiError. */
export const pageApi = {
  read: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/pagina', { answer: BookingPageAnswer, query: { businessId }, signal }),
  /** Refused with VERSION_CONFLICT when someone has changed the page since `version`. */
  update: (businessId: string, change: PageChange, version: number) =>
    requestJson('/api/pagina', {
      ...{ method: 'PUT', answer: BookingPage, headers: { 'if-match': `"${version}"` } },
      body: { businessId, ...change },
    }),
};
