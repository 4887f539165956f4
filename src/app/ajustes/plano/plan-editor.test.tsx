import { IntlProvider } from 'use-intl';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { MESSAGES } from '@/i18n/messages';
import type { DiningTable, Plan } from '@/modules/tables/wire';
import { stubWindow } from '@/ui/window.fixture';

type Act = typeof import('react').act;
let act: Act;
let draw: (tables: readonly DiningTable[]) => Promise<void>;
let host: HTMLElement;

const plan = (x: number, y = 20): Plan => ({ shape: 'RECT', x, y, width: 8, height: 8, turn: 0 });
const table = (id: string, changes: Partial<DiningTable> = {}): DiningTable => ({
  ...{ id, name: `Mesa ${id}`, zoneId: null, minSeats: 1, maxSeats: 4, priority: 0, channel: 'ONLINE' },
  ...{ plan: null, active: true, version: 3, ...changes },
});
const TABLES = [table('1', { plan: plan(20) }), table('2', { plan: plan(60) }), table('3')];
const sent: { path: string; body: { plan: Plan | null }; version: string | undefined }[] = [];
const readAgain = vi.fn(async () => {});
let visits = 0;

beforeAll(async () => {
  const window = stubWindow();
  const { KeyboardEvent, PointerEvent, HTMLElement, HTMLInputElement, HTMLTextAreaElement } = window;
  // The plan has ten pixels for each 10 cm, and stands at the corner of the window.
  Object.assign(window.SVGGraphicsElement.prototype, { getScreenCTM: () => ({ a: 10, d: 10, e: 0, f: 0 }) });
  const globals = { KeyboardEvent, PointerEvent, HTMLElement, HTMLInputElement, HTMLTextAreaElement };
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('fetch', async (path: string, { body, headers }: { body: string; headers: Record<string, string> }) => {
    const asked = JSON.parse(body);
    const before = TABLES.find(({ id }) => path.endsWith(`/${id}`));
    sent.push({ path, body: asked, version: headers['if-match'] });
    return Response.json({ table: { ...before, plan: asked.plan, version: 4 }, stranded: [] });
  });
  const [react, { createRoot }, { PlanEditorPart }] = await Promise.all([
    import('react'),
    import('react-dom/client'),
    import('./plan-editor-part'),
  ]);
  act = react.act;
  host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const venue = {
    ...{ name: 'Terraza', slug: 'terraza', timeZone: 'America/Guayaquil', cutoffHour: 4 },
    ...{ capacity: null, lateToleranceMinutes: 15 },
  };
  draw = (tables) =>
    act(async () =>
      root.render(
        <IntlProvider locale="es" messages={MESSAGES.es} timeZone="UTC">
          <PlanEditorPart
            key={visits}
            businessId={`venue ${visits}`}
            venue={venue}
            lists={{ zones: [], tables, combinations: [], services: [], blocks: [] }}
            readAgain={readAgain}
          />
        </IntlProvider>,
      ),
    );
});

beforeEach(async () => {
  visits += 1;
  sent.length = 0;
  await draw(TABLES);
});

const drawn = (id: string) => host.querySelector<SVGElement>(`[data-table="Mesa ${id}"]`);
/** Where a table is drawn. */
const placeOf = (id: string) => drawn(id)?.querySelector('g[transform]')?.getAttribute('transform');
const press = (target: Element | null | undefined, key: string, options: KeyboardEventInit = {}) =>
  act(async () => {
    target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }));
  });
const point = (target: Element | null, type: string, clientX: number, clientY: number) =>
  act(async () => {
    const at = { clientX, clientY, button: 0, pointerId: 1, bubbles: true };
    target?.dispatchEvent(new PointerEvent(type, at));
  });
const click = (name: string) =>
  act(async () => {
    const named = [...host.querySelectorAll('button')].find(
      (button) => button.textContent === name || button.getAttribute('aria-label') === name,
    );
    named?.click();
  });

test('a table is moved, turned, resized and taken off by the keyboard, and all of it is undone', async () => {
  const first = placeOf('1');
  await press(drawn('1'), 'ArrowRight');
  expect(placeOf('1')).toContain('translate(25 20)');
  await press(drawn('1'), 'ArrowRight', { shiftKey: true });
  await press(drawn('1'), 'r');
  expect(placeOf('1')).toContain('rotate(15 4.5 4)');
  await press(drawn('1'), 'Delete');
  expect(drawn('1')).toBeNull();
  for (let step = 0; step < 4; step++) await press(document.body, 'z', { ctrlKey: true });
  expect(placeOf('1')).toBe(first);
  await press(document.body, 'z', { ctrlKey: true, shiftKey: true });
  expect(placeOf('1')).toContain('translate(25 20)');
});

test('a drag snaps to the grid and is one step', async () => {
  await point(drawn('2'), 'pointerdown', 640, 240);
  for (const x of [660, 680, 700, 733]) await point(drawn('2'), 'pointermove', x, 240);
  await point(drawn('2'), 'pointerup', 733, 240);
  await point(drawn('2'), 'pointermove', 900, 240);
  expect(placeOf('2')).toContain('translate(70 20)');
  await press(document.body, 'z', { ctrlKey: true });
  expect(placeOf('2')).toContain('translate(60 20)');
});

test('what is saved are the tables that differ, over the version that was seen', async () => {
  await click('Colocar Mesa 3');
  await press(drawn('1'), 'ArrowLeft');
  await click('Guardar el plano');
  expect(sent.map(({ path, version }) => [path, version])).toEqual([
    ['/api/mesas/1', '"3"'],
    ['/api/mesas/3', '"3"'],
  ]);
  expect(sent[0]?.body.plan).toEqual(plan(15));
  expect(host.querySelector('[data-testid=unsaved]')?.textContent).toBe('Todo está guardado.');
});

test('a table that somebody else has moved too stands where its author decides', async () => {
  await press(drawn('1'), 'ArrowDown');
  const theirs = TABLES.map((each) => (each.id === '1' ? { ...each, plan: plan(100), version: 9 } : each));
  await draw(theirs);
  expect(host.textContent).toContain('Otra persona también ha movido');
  await click('Usar el suyo');
  expect(placeOf('1')).toContain('translate(100 20)');
  await draw(TABLES);
  await press(drawn('1'), 'ArrowDown');
  await draw(theirs);
  await click('Dejar mi sitio');
  await click('Guardar el plano');
  expect(sent).toMatchObject([{ path: '/api/mesas/1', version: '"9"', body: { plan: plan(20, 25) } }]);
});
