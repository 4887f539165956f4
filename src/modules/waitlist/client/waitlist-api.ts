import { Availability } from '@/modules/services/answers';
import { requestJson } from '@/platform/browser/http';
import { EntryAnswer, EntryLink, SeatedAnswer, Waitlist, Waits } from '../answers';
import type { WaitlistEntry } from '../wire';

/** What a form says of a party; an empty text is none. */
interface EntryFields {
  readonly party: number;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly notes: string;
  readonly priority: number;
  /** Times on the venue's clock, HH:MM. */
  readonly from?: string;
  readonly until?: string;
}

interface NewEntry extends EntryFields {
  readonly source: 'HOST' | 'WALK_IN';
  readonly day?: string;
}

export type EntryChanges = Partial<EntryFields>;

const at = ({ id }: Pick<WaitlistEntry, 'id'>, rest = '') => `/api/espera/${encodeURIComponent(id)}${rest}`;

/** All throw ApiError. */
export const waitlistApi = {
  list: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/espera', { answer: Waitlist, query: { businessId }, signal }),
  waits: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/espera/estimacion', { answer: Waits, query: { businessId }, signal }),
  create: (businessId: string, entry: NewEntry) =>
    requestJson('/api/espera', { method: 'POST', answer: EntryAnswer, body: { businessId, ...entry } }),
  /** What is absent stays as it is; an entry that somebody has changed meanwhile is VERSION_CONFLICT. */
  update: (businessId: string, entry: WaitlistEntry, changes: EntryChanges) =>
    requestJson(at(entry), {
      ...{ method: 'PUT', answer: EntryAnswer, headers: { 'if-match': `"${entry.version}"` } },
      body: { businessId, ...changes },
    }),
  /** Writes down what the party said of its offer. */
  answer: (businessId: string, entry: WaitlistEntry, answer: 'ACCEPT' | 'DECLINE') =>
    requestJson(at(entry), { method: 'PUT', answer: EntryAnswer, body: { businessId, answer } }),
  cancel: (businessId: string, entry: WaitlistEntry) =>
    requestJson(at(entry), { method: 'DELETE', answer: EntryAnswer, query: { businessId } }),
  undo: (businessId: string, entry: Pick<WaitlistEntry, 'id'>) =>
    requestJson(at(entry, '/anular'), { method: 'POST', answer: EntryAnswer, body: { businessId } }),
  /** Without tables, the best that are free. */
  offer: (businessId: string, entry: WaitlistEntry, time: string, tableIds?: readonly string[]) =>
    requestJson(at(entry, '/oferta'), {
      ...{ method: 'POST', answer: EntryAnswer },
      body: { businessId, at: time, ...(tableIds ? { tableIds } : {}) },
    }),
  seat: (businessId: string, entry: WaitlistEntry, tableIds?: readonly string[]) =>
    requestJson(at(entry, '/sentar'), {
      ...{ method: 'POST', answer: SeatedAnswer },
      body: { businessId, ...(tableIds ? { tableIds } : {}) },
    }),
  link: (businessId: string, entry: WaitlistEntry, signal: AbortSignal) =>
    requestJson(at(entry, '/enlace'), { answer: EntryLink, query: { businessId }, signal }),
  times: (businessId: string, { businessDay, guestCount, source }: WaitlistEntry, signal: AbortSignal) =>
    requestJson('/api/disponibilidad', {
      ...{ answer: Availability, signal },
      query: {
        ...{ businessId, day: businessDay, party: String(guestCount) },
        channel: source === 'PUBLIC' ? 'ONLINE' : source === 'WALK_IN' ? 'WALK_IN' : 'IN_HOUSE',
      },
    }),
};
