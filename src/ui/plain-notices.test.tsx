import { act, type ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { PlainNotices } from './plain-notices';
import { NOTICE_MS, type Notice, showBy, toast } from './toast';
import { stubWindow } from './window.fixture';

let draw: (node: ReactNode) => HTMLElement;
let drawAtOnce: (node: ReactNode) => void;
const onNotice = vi.fn();

beforeAll(async () => {
  stubWindow();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const [{ createRoot }, { flushSync }] = await Promise.all([import('react-dom/client'), import('react-dom')]);
  const host = document.createElement('div');
  const root = createRoot(host);
  draw = (node) => {
    act(() => root.render(node));
    return host;
  };
  drawAtOnce = (node) => flushSync(() => root.render(node));
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onNotice.mockClear();
});
afterEach(() => {
  draw(null);
  toast.dismiss();
  vi.useRealTimers();
});

const PLAIN = <PlainNotices label="Avisos" closeLabel="Quitar" onNotice={onNotice} />;

/** What the screen shows, one text for each notice. */
function shown(host: HTMLElement): (string | null)[] {
  return [...host.querySelectorAll('[data-testid="plain-notice"]')].map(({ textContent }) => textContent);
}

/** What the library would receive. */
function received(): Notice[] {
  const notices: Notice[] = [];
  showBy((notice) => notices.push(notice))();
  return notices;
}

test('shows a notice with its action at once, the earlier ones too, and requests the library for each', () => {
  toast.warning('Sin red', { description: 'Se enviará' });
  const host = draw(PLAIN);
  act(() => toast.success('Contado', { action: { label: 'Deshacer', onClick: () => {} } }));
  expect(shown(host)).toEqual(['Sin redSe enviará', 'ContadoDeshacer']);
  expect(onNotice).toHaveBeenCalledTimes(2);
});

test('a notice may have two actions, and either of them removes it', () => {
  const [see, undo] = [vi.fn(), vi.fn()];
  const actions = { action: { label: 'Deshacer', onClick: undo }, secondAction: { label: 'Ver', onClick: see } };
  const host = draw(PLAIN);
  act(() => toast.success('Guardada', actions));
  expect(shown(host)).toEqual(['GuardadaVerDeshacer']);
  act(() => host.querySelectorAll('button')[0]?.click());
  expect([see.mock.calls.length, undo.mock.calls.length]).toEqual([1, 0]);
  expect(shown(host)).toEqual([]);
});

test('a notice replaces the one with its id, and four of them leave the last three', () => {
  const host = draw(PLAIN);
  act(() => {
    toast.warning('Espera', { id: 'a' });
    toast.success('Contado', { id: 'a' });
  });
  expect(shown(host)).toEqual(['Contado']);
  act(() => {
    for (const text of ['dos', 'tres', 'cuatro']) toast.info(text);
  });
  expect(shown(host)).toEqual(['dos', 'tres', 'cuatro']);
});

test('a notice goes when its time is over, when its action is used, and with the account', () => {
  const undo = vi.fn();
  const host = draw(PLAIN);
  act(() => {
    toast.info('corto');
    toast.info('largo', { action: { label: 'Deshacer', onClick: undo } });
  });
  act(() => vi.advanceTimersByTime(NOTICE_MS));
  expect(shown(host)).toEqual(['largoDeshacer']);
  act(() => host.querySelector('button')?.click());
  expect(undo).toHaveBeenCalledTimes(1);
  expect(shown(host)).toEqual([]);
  act(() => {
    toast.warning('Sin red', { id: 'offline' });
    toast.info('otro');
    toast.dismiss('offline');
  });
  expect(shown(host)).toEqual(['otro']);
  act(() => toast.dismiss());
  expect(shown(host)).toEqual([]);
});

test('what is still shown passes to the library when that arrives, and what has gone does not', () => {
  const host = draw(PLAIN);
  act(() => toast.info('ido'));
  act(() => vi.advanceTimersByTime(NOTICE_MS));
  act(() => toast.error('sigue', { id: 's' }));
  expect(shown(host)).toEqual(['sigue']);
  draw(null);
  expect(received()).toEqual([{ tone: 'error', text: 'sigue', options: { id: 's' } }]);
});

test('a notice that comes in the same moment as the library passes to it', () => {
  const host = draw(PLAIN);
  act(() => toast.info('antes'));
  act(() => {
    toast.error('a la vez');
    // The library’s arrival is drawn at once, before what React was about to draw.
    drawAtOnce(null);
  });
  expect(shown(host)).toEqual([]);
  expect(received().map((notice) => notice.tone !== 'dismiss' && notice.text)).toEqual(['antes', 'a la vez']);
});
