import { act, type ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Announcer } from './announcer';
import { NOTICE_MS, showAgain, showBy, toast } from './toast';
import { stubWindow } from './window.fixture';

let draw: (node: ReactNode) => void;
let tree: ShadowRoot | null = null;

beforeAll(async () => {
  const window = stubWindow();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const { createRoot } = await import('react-dom/client');
  const root = createRoot(document.createElement('div'));
  draw = (node) => act(() => root.render(node));
  // The page itself cannot reach a closed tree.
  const attach = window.Element.prototype.attachShadow;
  vi.spyOn(window.Element.prototype, 'attachShadow').mockImplementation(function (
    this: typeof window.Element.prototype,
    init,
  ) {
    const made = attach.call(this, init);
    tree = made as unknown as ShadowRoot;
    return made;
  });
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  draw(null);
  toast.dismiss();
  vi.useRealTimers();
});

const said = (live: 'polite' | 'assertive') =>
  [...(tree?.querySelectorAll(`[aria-live="${live}"] p`) ?? [])].map(({ textContent }) => textContent);

test('says an error at once, other notices when there is a pause, and a silent one never', () => {
  toast.info('Antes');
  draw(<Announcer />);
  toast.error('Sin red', { description: 'No se guardó' });
  toast.success('Grupo: llegaron 2 de 4', { silent: true });
  toast.warning('Exceso');
  expect(said('assertive')).toEqual(['Sin red. No se guardó']);
  expect(said('polite')).toEqual(['Antes', 'Exceso']);
  vi.advanceTimersByTime(NOTICE_MS);
  expect([...said('polite'), ...said('assertive')]).toEqual([]);
});

test('a notice that is shown again by another part of the program is said once', () => {
  draw(<Announcer />);
  toast.info('Una vez');
  showAgain({ tone: 'info', text: 'Una vez', options: undefined });
  expect(said('polite')).toEqual(['Una vez']);
  const shown: unknown[] = [];
  showBy((notice) => shown.push(notice))();
  expect(shown).toHaveLength(2);
});
