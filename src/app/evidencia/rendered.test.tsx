import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import { LANGUAGES, type Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { evidenceHref, readView } from '@/modules/evidence/client/address';
import type { Line, Night } from '@/modules/evidence/rules';
import { Behind } from './behind';
import { EvidenceProvider } from './evidence-context';
import { Overview } from './overview';
import { ReplayPart } from './replay-part';

const START = Date.UTC(2026, 10, 21, 9);
const AT = Date.UTC(2026, 10, 22, 2);
const ANA = { id: 'ana', name: 'Ana Vera', kind: 'person' as const };
const LINE: Line = {
  ...{ state: 'COUNTED', seq: 7, nonce: null, at: AT, receivedAt: AT, flow: 'IN', kind: 'FIRST', of: 'FIRST' },
  ...{ delta: 3, method: 'QR', walkIn: false, gateId: 'n', by: ANA, deliveredBy: null, deviceId: null },
  ...{ party: { id: 'r1', code: 'K7M2', name: 'Elena Mora' }, basis: null, category: null, reason: null },
  ...{ forced: false, undone: false },
};
const lineOf = (changes: Partial<Line>): Line => ({ ...LINE, ...changes });
const NIGHT: Night = {
  ...{ day: '2026-11-21', start: START, end: START + 24 * 3_600_000, readAt: AT, refusalsKept: true },
  gates: [{ id: 'n', name: 'Norte' }],
  lines: [
    LINE,
    lineOf({ delta: 2, kind: 'WALK_IN', of: 'WALK_IN', party: null, undone: true, gateId: null }),
    lineOf({ delta: -2, kind: 'UNDO', of: 'WALK_IN', party: null, gateId: null }),
    lineOf({
      flow: 'OUT',
      kind: 'EXIT',
      of: 'EXIT',
      delta: 1,
      party: { ...LINE.party, id: 'r1', code: 'K7M2', name: '—' },
    }),
    lineOf({ state: 'REFUSED', seq: null, flow: null, kind: null, of: null, delta: 4, reason: 'CAPACITY', by: null }),
    lineOf({
      ...{ state: 'HELD', seq: null, nonce: 'odd-nonce', party: null, reason: 'WAITS_FOR_ENTRY', basis: 'SIGNATURE' },
      ...{ deviceId: 'phone-abcdef', receivedAt: AT + 90_000 },
    }),
  ],
  incidents: [
    {
      ...{ id: 'i1', kind: 'UNKNOWN_PASS_ENTERED', state: 'DISCARDED', businessDay: '2026-11-21', reservationId: null },
      ...{ deviceId: 'phone-abcdef', gateId: 'n', entries: 1, people: 3, facts: {}, openedAt: '2026-11-22T02:00:00Z' },
      ...{ resolvedAt: '2026-11-22T02:30:00Z', resolvedBy: null, reason: 'visto', version: 1, nonces: ['odd-nonce'] },
    },
  ],
};

function draw(children: ReactNode, locale: Locale = 'es', night: Night = NIGHT): { html: string; text: string } {
  const screen = { venue: 'azotea', timeZone: 'America/Guayaquil', mayReadHistory: true, open: () => undefined };
  const html = renderToStaticMarkup(
    <IntlProvider locale={LANGUAGES[locale].formats} messages={MESSAGES[locale]} timeZone="UTC">
      <EvidenceProvider
        value={{ ...screen, night, hrefOf: (view) => evidenceHref({ venue: 'azotea', day: night.day, ...view }) }}
      >
        {children}
      </EvidenceProvider>
    </IntlProvider>,
  );
  const text = html
    .replace(/<[^>]+>/g, '|')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\|+/g, '|');
  return { html, text };
}

test('every figure is a link to what it is made of, in both languages', () => {
  const { html, text } = draw(<Overview />);
  for (const said of [
    'Dentro|2',
    'Admitidas con reserva|3',
    'Grupos que llegaron|1',
    'Contadas sin reserva|0',
    'Salidas|1',
  ])
    expect(text).toContain(said);
  for (const said of [
    'Anulaciones|1',
    'Rechazos|1',
    'Retenidos|1',
    'Pase que el local no conoce|1',
    'Ana Vera',
    'Cuenta borrada',
  ])
    expect(text).toContain(said);
  expect(html).toContain('href="/evidencia?local=azotea&amp;dia=2026-11-21&amp;cifra=inside"');
  expect(html).toContain('cifra=entered&amp;puerta=n"');
  expect(draw(<Overview />, 'en').text).toContain('Inside|2');
});

test('a list says who, when, where and on what, and adds up to its figure', () => {
  const { html, text } = draw(<Behind view={{}} />);
  expect(text).toContain('+3| Llegada');
  expect(text).toContain('Elena Mora · K7M2');
  expect(text).toContain('Persona borrada · K7M2');
  expect(text).toContain('-1| Salida');
  expect(text).toContain('Anula: Sin reserva');
  expect(text).toContain('Motivo: grupo completo');
  expect(text).toContain(
    'Norte · Entregado por Ana Vera · Teléfono phone-ab · solo con la firma del pase · recibido a las 21:01:30',
  );
  expect(html).toContain('historial=r1');
  expect(draw(<Behind view={{ figure: 'inside' }} />).text).toContain('|2 |personas en 4 conteos');
  expect(draw(<Behind view={{ figure: 'exits', by: 'ana' }} />, 'en').text).toContain('|1 |person in 1 count');
  expect(draw(<Behind view={{ incident: 'i1' }} />).text).toContain('Retenido, sin contar');
  expect(draw(<Behind view={{ kind: 'all' }} />).text).toContain('Cuenta borrada, a las 21:30:00 · visto');
});

test('refusals that are kept no longer are said to be missing, not none', () => {
  const gone = { ...NIGHT, refusalsKept: false, lines: NIGHT.lines.filter(({ state }) => state !== 'REFUSED') };
  expect(draw(<Overview />, 'es', gone).text).toContain('Rechazos|sin datos');
  expect(draw(<Behind view={{ figure: 'refused' }} />, 'es', gone).text).toContain('ya se borraron');
});

test('the night replayed begins at its end, and an empty one says so', () => {
  const { html, text } = draw(<ReplayPart />);
  expect(html).toMatch(/aria-valuetext="21:01, 2 personas dentro"/);
  expect(text).toContain('Máximo: 2 a las 21:00');
  expect(draw(<Overview />, 'es', { ...NIGHT, lines: [], incidents: [] }).text).toContain(
    'Esa noche no se contó a nadie',
  );
});

test('an address is read as it was written, and an unknown figure is left out', () => {
  const view = { figure: 'exits', gate: 'none', by: 'ana', party: 'r1', incident: 'i1', kind: 'all' } as const;
  expect(readView(evidenceHref({ venue: 'v', day: '2026-11-21', ...view }).slice('/evidencia'.length))).toEqual(view);
  expect(readView('?cifra=others&puerta=n')).toEqual({ gate: 'n' });
});
