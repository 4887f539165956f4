import '../../reservas/hooks/dom.fixture';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import { MESSAGES } from '@/i18n/messages';
import { RoomBar } from './room-bar';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

test('each level is said once, when the venue fills up to it, and never when it empties', () => {
  const place = document.createElement('div');
  const root = createRoot(place);
  const said = (inside: number) => {
    act(() =>
      root.render(
        <IntlProvider locale="es" messages={MESSAGES.es} timeZone="UTC">
          <RoomBar inside={inside} capacity={100} />
        </IntlProvider>,
      ),
    );
    return place.querySelector('[role=status]')?.textContent;
  };
  expect(said(79)).toBe('');
  expect(said(80)).toMatch(/Queda poco sitio/);
  const atNinety = said(92);
  expect(atNinety).toMatch(/Casi lleno/);
  expect(said(95), 'the region stays as it is').toBe(atNinety);
  expect(said(100)).toMatch(/Lleno/);
  expect(said(91)).toBe('');
  expect(said(93)).toBe('');
  expect(said(101)).toMatch(/Lleno/);
  act(() => root.unmount());
});
