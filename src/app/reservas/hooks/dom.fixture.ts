import { Window } from 'happy-dom';

/**
 * The browser APIs that React, its components and the stream need; the network is Node's own. Import it before React.
 */
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
const network = { origin: '', headers: {} };
globalThis.fetch = (input, init) => {
  if (typeof input !== 'string' || !input.startsWith('/')) return native(input, init);
  const headers = { ...Object.fromEntries(new Headers(init?.headers)), ...network.headers };
  return native(`${network.origin}${input}`, { ...init, headers });
};

/** Sends the page's requests to this server, with the headers that a browser would add, such as the cookie. */
export function connectTo(origin: string, headers: Record<string, string> = {}): void {
  network.origin = origin;
  network.headers = headers;
}
