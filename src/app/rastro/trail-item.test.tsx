import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import { LANGUAGES, type Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import type { TrailEntry } from '@/modules/trail/answers';
import { TrailItem } from './trail-item';

const RULES = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const ENTRY: TrailEntry = {
  ...{ id: '7', at: '2026-11-22T02:00:00.123456Z', requestId: 'q' },
  actor: { kind: 'person', id: 'u', name: 'Ana Vera' },
  ...{ action: 'reservation.updated', kind: 'reservation', rowId: 'r', rowName: 'Elena Mora' },
  before: { guestCount: 4, status: 'PENDING', tags: null, reservedAt: '2026-11-22T01:00:00.000Z', notes: 'a' },
  after: {
    guestCount: 5,
    status: 'CHECKED_IN',
    tags: ['VIP', 'NEW'],
    reservedAt: '2026-11-22T02:30:00.000Z',
    notes: '',
  },
};

function textOf(entry: Partial<TrailEntry>, locale: Locale = 'es'): string {
  const html = renderToStaticMarkup(
    <IntlProvider locale={LANGUAGES[locale].formats} messages={MESSAGES[locale]} timeZone="UTC">
      <TrailItem entry={{ ...ENTRY, ...entry }} rules={RULES} onRow={() => {}} />
    </IntlProvider>,
  );
  return html
    .replace(/<[^>]+>/g, '|')
    .replace(/\|+/g, '|')
    .replaceAll('\u202f', ' ');
}

test('says each field before and after in words, at the hour of the venue, and who did it', () => {
  const text = textOf({});
  expect(text).toContain('Datos cambiados · Elena Mora');
  expect(text).toContain('Personas|4 → 5');
  expect(text).toContain('Estado|Pendiente → Llegó');
  expect(text).toContain('Etiquetas|vacío → VIP y Etiqueta nueva');
  expect(text).toMatch(/Fecha y hora\|21 nov 2026, 20:00 → 21 nov 2026, 21:30/);
  expect(text).toContain('Notas|a → vacío');
  expect(text).toContain('21:00:00| · Ana Vera');
  expect(textOf({}, 'en')).toContain('Status|Pending → Arrived');
});

test('of a new row says what it has, and of a key what it may do', () => {
  const key = { action: 'key.created', kind: 'key', rowName: 'Panel', before: null };
  const after = { name: 'Panel', permissions: ['reservations.read', 'brand.new'], expiresAt: null };
  const text = textOf({ ...key, after });
  expect(text).toContain('Clave de API creada · Panel');
  expect(text).toContain('Permisos|Ver las reservas de hoy y brand.new');
  expect(text).not.toContain('Vence');
  expect(text).not.toContain('→');
});

test('knows a guest, a key, nobody, and what a newer version added', () => {
  const by = (kind: TrailEntry['actor']['kind'], name: string | null) => textOf({ actor: { kind, id: null, name } });
  expect(by('guest', null)).toContain('El invitado, desde su pase');
  expect(by('system', null)).toContain('Sistema');
  expect(by('key', 'Web')).toContain('Web (clave de API)');
  const unknown = textOf({ action: 'table.moved', kind: 'table', rowName: null, before: null, after: { seats: 4 } });
  expect(unknown).toContain('Otro cambio (table.moved)');
  expect(unknown).toContain('seats|4');
});
