import { SetupAnswer } from '@/modules/access/answers';
import { requestJson } from '@/platform/browser/http';
import { Effects, Settings, SettingsAnswer } from '../answers';

/** What of the settings a person changes; a field that is absent stays as it is. */
export type SettingsChange = Partial<Omit<Settings, 'businessId' | 'version' | 'retention'>> & {
  readonly retention?: Partial<Settings['retention']>;
};

export interface NewVenue {
  readonly name: string;
  readonly slug: string;
  readonly timeZone: string;
  readonly cutoffHour: number;
}

/** All throw ApiError. */
export const settingsApi = {
  read: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/local', { answer: SettingsAnswer, query: { businessId }, signal }),
  /** Refused with VERSION_CONFLICT when someone has changed the settings since `version`. */
  update: (businessId: string, change: SettingsChange, version: number) =>
    requestJson('/api/local', {
      ...{ method: 'PUT', answer: Settings, headers: { 'if-match': `"${version}"` } },
      body: { businessId, ...change },
    }),
  effects: (businessId: string, change: SettingsChange) =>
    requestJson('/api/local/efectos', { method: 'POST', answer: Effects, body: { businessId, ...change } }),
  /** Another venue, of the owner of this one. */
  createVenue: (businessId: string, venue: NewVenue) =>
    requestJson('/api/locales', { method: 'POST', answer: SetupAnswer, body: { businessId, ...venue } }),
};
