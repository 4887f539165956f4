import { requestJson } from '@/platform/browser/http';
import { PersonErased, PersonExport } from '../answers';

/** A guest as somebody typed them: with an @ it is an e-mail. */
const personOf = (typed: string) => (typed.includes('@') ? { email: typed } : { phone: typed });

const find = (businessId: string, person: object) =>
  requestJson('/api/personas/exportar', { method: 'POST', answer: PersonExport, body: { businessId, ...person } });

/** All throw ApiError. */
export const privacyApi = {
  find: (businessId: string, typed: string) => find(businessId, personOf(typed)),
  /** The guest of a reservation. */
  findOf: (businessId: string, reservationId: string) => find(businessId, { reservationId }),
  erase: (businessId: string, typed: string) =>
    requestJson('/api/personas/borrar', {
      ...{ method: 'POST', answer: PersonErased, body: { businessId, ...personOf(typed) } },
    }),
};
