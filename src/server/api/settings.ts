import { SetupAnswer } from '@/modules/access/answers';
import { jsonResponse } from '@/modules/access/route';
import { NewVenueInput } from '@/modules/access/schema';
import { Effects, Settings, SettingsAnswer } from '@/modules/settings/answers';
import { findEffects } from '@/modules/settings/find-effects';
import { readSettings } from '@/modules/settings/reads';
import { ReadSettingsInput, SettingsInput } from '@/modules/settings/schema';
import { updateSettings } from '@/modules/settings/update-settings';
import { createVenue } from '@/modules/setup/create-venue';
import { endpoint } from './endpoint';
import { operation } from './operation';

/** The version of the settings is the answer's tag, which a change may send back as `If-Match`. */
const tagged = (settings: { readonly version: number }) =>
  jsonResponse(settings, 200, { etag: `"${settings.version}"` });

export const settings = endpoint('/api/local', {
  GET: operation({
    actor: 'member',
    permission: 'settings.read',
    input: ReadSettingsInput,
    output: SettingsAnswer,
    run: readSettings,
    respond: tagged,
  }),
  PUT: operation({
    actor: 'member',
    permission: 'settings.write',
    input: SettingsInput,
    output: Settings,
    run: updateSettings,
    respond: tagged,
  }),
});

/** What a change would do, before it is made. */
export const effects = endpoint('/api/local/efectos', {
  POST: operation({
    actor: 'member',
    permission: 'settings.write',
    input: SettingsInput,
    output: Effects,
    run: findEffects,
  }),
});

/** Another venue, for an owner of the one that the request names. */
export const newVenue = endpoint('/api/locales', {
  POST: operation({
    actor: 'member',
    permission: 'venues.create',
    input: NewVenueInput,
    output: SetupAnswer,
    status: 201,
    cost: 100,
    run: createVenue,
  }),
});
