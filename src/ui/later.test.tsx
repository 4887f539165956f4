import type { ReactNode } from 'react';
import { beforeAll, expect, test, vi } from 'vitest';
import { lateComponent, later, useLoadAhead } from './later';
import { stubWindow } from './window.fixture';

let draw: (node: ReactNode) => HTMLElement;

beforeAll(async () => {
  stubWindow();
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

test('what is loaded ahead waits for an idle moment each, the first one before the others', async () => {
  const idle: (() => void)[] = [];
  Object.assign(window, { requestIdleCallback: (moment: () => void) => idle.push(moment) });
  const parts = [vi.fn().mockResolvedValue('first'), vi.fn().mockResolvedValue('second')];
  const [first, second] = parts;
  if (!first || !second) throw new Error('no parts');
  later(second);
  later(first, true);
  const brought = () => parts.map(({ mock }) => mock.calls.length);
  function Screen() {
    useLoadAhead();
    return null;
  }
  draw(<Screen />);
  await vi.waitFor(() => expect(idle).toHaveLength(1), 5000);
  expect(brought()).toEqual([0, 0]);
  idle[0]?.();
  await vi.waitFor(() => expect(idle).toHaveLength(2));
  expect(brought()).toEqual([1, 0]);
  idle[1]?.();
  await vi.waitFor(() => expect(brought()).toEqual([1, 1]));
});
