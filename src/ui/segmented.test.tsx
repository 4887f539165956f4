import type { ReactNode } from 'react';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Segmented } from './segmented';
import { stubWindow } from './window.fixture';

let draw: (node: ReactNode) => void;
let host: HTMLElement;
const SEGMENTS = [
  { value: 'all', label: 'Todas', count: 12 },
  { value: 'late', label: 'Tarde' },
  { value: 'inside', label: 'Dentro', count: 0 },
] as const;
type Value = (typeof SEGMENTS)[number]['value'];
const choose = vi.fn<(value: Value) => void>();

beforeAll(async () => {
  const window = stubWindow();
  vi.stubGlobal('KeyboardEvent', window.KeyboardEvent);
  const [{ createRoot }, { flushSync }] = await Promise.all([import('react-dom/client'), import('react-dom')]);
  host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  draw = (node) => flushSync(() => root.render(node));
});

beforeEach(() => {
  choose.mockClear();
  draw(<Segmented<Value> label="Estado" value="late" segments={SEGMENTS} onValueChange={choose} />);
});

const buttons = () => [...host.querySelectorAll('button')];
const press = (key: string) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  document.activeElement?.dispatchEvent(event);
  return event;
};

test('is a named group of buttons, of which the chosen one alone is pressed and in the order of Tab', () => {
  expect(host.querySelector('fieldset')?.getAttribute('aria-label')).toBe('Estado');
  expect(buttons().map(({ textContent }) => textContent)).toEqual(['Todas12', 'Tarde', 'Dentro0']);
  expect(buttons().map((button) => button.getAttribute('aria-pressed'))).toEqual(['false', 'true', 'false']);
  expect(buttons().map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1]);
});

test('tells of another choice, not of the same', () => {
  buttons()[1]?.click();
  expect(choose).not.toHaveBeenCalled();
  buttons()[2]?.click();
  expect(choose).toHaveBeenCalledExactlyOnceWith('inside');
});

test.each<[string, number, number]>([
  ['ArrowRight', 1, 2],
  ['ArrowRight', 2, 0],
  ['ArrowLeft', 1, 0],
  ['ArrowLeft', 0, 2],
  ['Home', 2, 0],
  ['End', 0, 2],
])('%s moves the focus from button %i to button %i and chooses nothing', (key, from, to) => {
  buttons()[from]?.focus();
  expect(press(key).defaultPrevented).toBe(true);
  expect(document.activeElement).toBe(buttons()[to]);
  expect(choose).not.toHaveBeenCalled();
});

test('leaves every other key to the browser', () => {
  buttons()[1]?.focus();
  expect(press('Tab').defaultPrevented).toBe(false);
  expect(document.activeElement).toBe(buttons()[1]);
});
