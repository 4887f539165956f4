import { Window } from 'happy-dom';

/** What React, its components and the stream need of a browser; the network stays Node's own. Import it before React. */
const window = new Window({ url: 'http://127.0.0.1/' });
Object.assign(globalThis, {
  window,
  document: window.document,
  CustomEvent: window.CustomEvent,
  Element: window.Element,
  HTMLElement: window.HTMLElement,
  HTMLIFrameElement: window.HTMLIFrameElement,
  Node: window.Node,
  ResizeObserver: window.ResizeObserver,
  requestAnimationFrame: window.requestAnimationFrame.bind(window),
  cancelAnimationFrame: window.cancelAnimationFrame.bind(window),
});
Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
const native = globalThis.fetch;
const network = { origin: '' };
globalThis.fetch = (input, init) => native(typeof input === 'string' ? `${network.origin}${input}` : input, init);

export function connectTo(origin: string): void {
  network.origin = origin;
}
