import { Window } from 'happy-dom';
import type { ReactNode } from 'react';
import { beforeAll, expect, test, vi } from 'vitest';
import { lateComponent, later } from './later';

let draw: (node: ReactNode) => HTMLElement;

beforeAll(async () => {
  const window = new Window({ url: 'http://127.0.0.1/' });
  vi.stubGlobal('window', window);
  vi.stubGlobal('document', window.document);
  vi.stubGlobal('HTMLIFrameElement', window.HTMLIFrameElement);
  vi.stubGlobal('navigator', window.navigator);
  // React looks for its browser when it is loaded.
  const [{ createRoot }, { flushSync }] = await Promise.all([import('react-dom/client'), import('react-dom')]);
  const host = document.createElement('div');
  const root = createRoot(host);
  draw = (node) => {
    flushSync(() => root.render(node));
    return host;
  };
});

test('a part is brought once, and again when it did not come', async () => {
  const bring = vi.fn().mockRejectedValueOnce(new Error('lost')).mockResolvedValue('here');
  const of = later<string>(bring);
  await expect(of.load()).rejects.toThrow('lost');
  expect(of.part).toBeNull();
  await Promise.all([of.load(), of.load()]);
  expect(await of.load()).toBe('here');
  expect(of.part).toBe('here');
  expect(bring).toHaveBeenCalledTimes(2);
});

interface NameProps {
  open: boolean;
}

test('stands in for a component until it has come, says when it is lost, and asks again', async () => {
  const bring = vi
    .fn()
    .mockRejectedValueOnce(new Error('lost'))
    .mockResolvedValue(() => <p>aquí</p>);
  let askAgain = () => {};
  const Name = lateComponent<NameProps>(
    bring,
    ({ props: { open }, waiting }) => {
      askAgain = waiting.askAgain;
      return open && <p>{waiting.lost ? 'perdida' : 'en camino'}</p>;
    },
    ({ open }) => open,
  );
  expect(draw(<Name open={false} />).textContent).toBe('');
  expect(bring).not.toHaveBeenCalled();
  const host = draw(<Name open />);
  expect(host.textContent).toBe('en camino');
  await vi.waitFor(() => expect(host.textContent).toBe('perdida'));
  askAgain();
  await vi.waitFor(() => expect(host.textContent).toBe('aquí'));
  expect(bring).toHaveBeenCalledTimes(2);
});

test('a part that has come already is drawn at once', async () => {
  const Part = () => <p>aquí</p>;
  const Name = lateComponent<object>(
    async () => Part,
    () => 'en camino',
  );
  const host = draw(<Name key="first" />);
  await vi.waitFor(() => expect(host.textContent).toBe('aquí'));
  expect(draw(<Name key="second" />).textContent).toBe('aquí');
});
