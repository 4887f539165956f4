import { expect, test } from 'vitest';
import type { Settings } from '@/modules/settings/answers';
import { changeOf, fieldsOf, problemsOf } from './settings-fields';

const SETTINGS: Settings = {
  ...{ businessId: 'b1', name: 'Azotea', slug: 'azotea', address: null, timeZone: 'America/Guayaquil', cutoffHour: 4 },
  ...{
    capacity: null,
    capacityPolicy: 'WARN',
    occupancyPolicy: 'WARN',
    waitlistOffers: 'LATER',
    walkInCategories: [],
    lateToleranceMinutes: 10,
    reminderHours: null,
    locale: null,
    version: 7,
  },
  requireSecondFactor: false,
  ...{ accent: null, logo: '/api/logos/b1/old' },
  retention: { nights: 1095, refusals: 180, contact: 730, notes: 365 },
};
const form = (changes: object = {}) => ({ ...fieldsOf(SETTINGS), ...changes });

test('a form that was only opened changes nothing', () => {
  expect(changeOf(SETTINGS, form())).toBeNull();
  expect(changeOf(SETTINGS, form({ name: ' Azotea ', address: '  ', capacity: ' ' }))).toBeNull();
  expect(problemsOf(form())).toEqual([]);
});

test('only what differs is sent, as the server reads it', () => {
  const typed = form({
    capacity: ' 80 ',
    lateToleranceMinutes: '15',
    address: 'Av. Colón 12',
    locale: 'en',
    nights: 366,
    contact: 180,
  });
  expect(changeOf(SETTINGS, typed)).toEqual({
    ...{ capacity: 80, lateToleranceMinutes: 15, address: 'Av. Colón 12', locale: 'en' },
    retention: { nights: 366, contact: 180 },
  });
  const full = { ...SETTINGS, capacity: 80, address: 'Av. Colón 12' };
  expect(changeOf(full, { ...fieldsOf(full), capacity: '', address: '' })).toEqual({ capacity: null, address: null });
});

test('a colour is sent as the server stores it, a logo by its content, and one that was taken away as nothing', () => {
  expect(changeOf(SETTINGS, form({ accent: ' #1971C2 ' }))).toEqual({ accent: '#1971c2' });
  expect(changeOf(SETTINGS, form({ logo: 'data:image/png;base64,aGk=' }))).toEqual({ logo: 'aGk=' });
  expect(changeOf(SETTINGS, form({ logo: null }))).toEqual({ logo: null });
  const branded = { ...SETTINGS, accent: '#1971c2' };
  expect(changeOf(branded, { ...fieldsOf(branded), accent: '' })).toEqual({ accent: null });
});

test('the order of the categories is a change, and so is a name; what was only opened is none', () => {
  const known = { ...SETTINGS, walkInCategories: ['Lista', 'General'] };
  const typed = (walkInCategories: string[]) => ({ ...fieldsOf(known), walkInCategories });
  expect(changeOf(known, typed([' Lista ', 'General']))).toBeNull();
  expect(changeOf(known, typed(['General', 'Lista']))).toEqual({ walkInCategories: ['General', 'Lista'] });
  expect(changeOf(known, { ...typed([]), occupancyPolicy: 'BLOCK' })).toEqual({
    ...{ walkInCategories: [], occupancyPolicy: 'BLOCK' },
  });
});

test.each([
  ['walkInCategories', ['Lista', ' lista']],
  ['walkInCategories', ['']],
  ['walkInCategories', ['a'.repeat(25)]],
  ['name', ' '],
  ['slug', 'Con Espacios'],
  ['address', 'a'.repeat(201)],
  ['timeZone', 'Mars/Base'],
  ['cutoffHour', 13],
  ['capacity', '0'],
  ['capacity', '1.5'],
  ['capacity', '100001'],
  ['lateToleranceMinutes', ''],
  ['lateToleranceMinutes', '241'],
  ['accent', 'rojo'],
  // Yellow is too near to white.
  ['accent', '#ffd400'],
])('%s cannot be %o', (name, value) => {
  expect(problemsOf(form({ [name]: value }))).toEqual([name]);
});
