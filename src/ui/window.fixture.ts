import { Window } from 'happy-dom';
import { vi } from 'vitest';

/** Gives a test the browser's globals that React looks for when it is loaded: import React's renderer after it. */
export function stubWindow(): Window {
  const window = new Window({ url: 'http://127.0.0.1/' });
  const { document, HTMLIFrameElement, navigator } = window;
  for (const [name, value] of Object.entries({ window, document, HTMLIFrameElement, navigator }))
    vi.stubGlobal(name, value);
  return window;
}
