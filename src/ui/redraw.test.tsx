import type { Window } from 'happy-dom';
import type { ReactNode } from 'react';
import { beforeAll, expect, test, vi } from 'vitest';
import { Redraw } from './redraw';
import { stubWindow } from './window.fixture';

let draw: (node: ReactNode) => HTMLElement;

beforeAll(async () => {
  const window = stubWindow();
  nameFailures(window);
  const [{ createRoot }, { flushSync }] = await Promise.all([import('react-dom/client'), import('react-dom')]);
  const host = document.createElement('div');
  const root = createRoot(host, { onCaughtError: () => {}, onUncaughtError: () => {} });
  draw = (node) => {
    flushSync(() => root.render(node));
    return host;
  };
});

/** Its DOM gives every failure the same name; browsers call this one NotFoundError. */
function nameFailures({ Node: { prototype } }: Window): void {
  const removeChild = prototype.removeChild;
  prototype.removeChild = function (child) {
    if (child.parentNode !== this) throw new DOMException('not a child of this node', 'NotFoundError');
    return removeChild.call(this, child);
  };
}

/** What a translator does to the texts under `element`. */
function translate(element: Element): void {
  for (const text of [...element.childNodes]) {
    if (text.nodeType === 1) translate(text as Element);
    else {
      const font = document.createElement('font');
      font.textContent = text.textContent;
      element.replaceChild(font, text);
    }
  }
}

const Part = ({ late }: { late: boolean }) => (
  <p>
    {late && 'tarde '}
    <b>Ana</b>
  </p>
);

test('a part whose texts were moved is drawn anew, and what is around it stays', async () => {
  const show = (late: boolean) =>
    draw(
      <section>
        <input />
        <Redraw>
          <Part late={late} />
        </Redraw>
      </section>,
    );
  const host = show(true);
  const field = host.querySelector('input');
  translate(host);
  show(false);
  await vi.waitFor(() => expect(host.querySelector('p')?.textContent).toBe('Ana'));
  expect(host.querySelector('input')).toBe(field);
});

test('what goes on failing that way fails in the end', async () => {
  const failures = { count: 0 };
  const Torn = () => {
    failures.count += 1;
    throw new DOMException('not a child', 'NotFoundError');
  };
  const host = draw(
    <Redraw fallback="roto">
      <Redraw>
        <Torn />
      </Redraw>
    </Redraw>,
  );
  await vi.waitFor(() => expect(host.textContent).toBe('roto'));
  expect(failures.count).toBeLessThan(100);
});

test('what cannot be drawn is replaced until it changes', () => {
  const Row = ({ name }: { name: string | null }) => {
    if (name === null) throw new TypeError('no name');
    return <li>{name}</li>;
  };
  const show = (name: string | null, version: number) =>
    draw(
      <ul>
        <li>Bruno</li>
        <Redraw fallback={<li>neutral</li>} version={version}>
          <Row name={name} />
        </Redraw>
      </ul>,
    );
  expect(show(null, 1).textContent).toBe('Brunoneutral');
  expect(show('Ana', 1).textContent).toBe('Brunoneutral');
  expect(show('Ana', 2).textContent).toBe('BrunoAna');
});
