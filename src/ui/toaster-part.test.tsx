import { act } from 'react';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { toast } from './toast';
import { stubWindow } from './window.fixture';

let host: HTMLElement;
let unmount: () => void;

beforeAll(async () => {
  const window = stubWindow();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('requestAnimationFrame', window.requestAnimationFrame.bind(window));
  vi.stubGlobal('cancelAnimationFrame', window.cancelAnimationFrame.bind(window));
  const [{ createRoot }, { ToasterPart }] = await Promise.all([import('react-dom/client'), import('./toaster-part')]);
  host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  act(() => root.render(<ToasterPart label="Avisos" closeLabel="Quitar" />));
  unmount = () => act(() => root.unmount());
});
afterAll(() => unmount());

/** Longer than Sonner takes to remove a notice, in milliseconds. */
const LEFT = 600;
const STEP = 50;
/** In steps: React draws what has changed at the end of each. */
async function pass(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += STEP) await act(() => new Promise((resolve) => setTimeout(resolve, STEP)));
}
const shown = () => [...host.querySelectorAll('[data-title]')].map(({ textContent }) => textContent);
const press = (text: string) =>
  act(() => [...host.querySelectorAll('button')].find(({ textContent }) => textContent === text)?.click());

test('the answer to an action stays, although it has the id of the notice that leaves', async () => {
  const undo = () => toast.success('Deshecho', { id: 'estado' });
  toast.success('Cambiado', { id: 'estado', action: { label: 'Deshacer', onClick: undo } });
  await pass(50);
  expect(shown()).toEqual(['Cambiado']);
  press('Deshacer');
  await pass(LEFT);
  expect(shown()).toEqual(['Deshecho']);
  toast.info('Otra vez', { id: 'estado' });
  await pass(50);
  expect(shown()).toEqual(['Otra vez']);
});

test('a notice stays that comes while one of its id is taken away', async () => {
  toast.warning('Sin red', { id: 'red' });
  await pass(50);
  toast.dismiss('red');
  toast.warning('Sin red de nuevo', { id: 'red' });
  await pass(LEFT);
  expect(shown()).toEqual(['Sin red de nuevo', 'Otra vez']);
  toast.dismiss();
  await pass(LEFT);
  expect(shown()).toEqual([]);
});
