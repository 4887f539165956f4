import { until } from '../support/until';

/** One page of a real browser, driven from outside. */
export interface EnginePage {
  goto(url: string): Promise<void>;
  /** The value of an expression in the page, as JSON. */
  read<T>(expression: string): Promise<T>;
  /** A click of the pointer on the one element of the selector. */
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  /** Keeps a picture of the page. */
  picture(path: string): Promise<void>;
  close(): Promise<void>;
}

/** A browser engine of this machine. */
export interface Engine {
  readonly name: string;
  /** False where it is not installed. */
  readonly found: boolean;
  /** Starts a browser with one page, whose camera is the browser's own test picture. */
  open(): Promise<EnginePage>;
}

const WAIT_MS = 60_000;

/** Waits until an expression is true in the page. */
export async function seen(page: EnginePage, expression: string): Promise<void> {
  await until(expression, () => page.read<boolean>(`Boolean(${expression})`), WAIT_MS);
}

/** Clicks the button that has a name, once it is there and can be pressed. */
export async function press(page: EnginePage, name: string): Promise<void> {
  const find = `[...document.querySelectorAll('button')].find((button) =>
    (button.getAttribute('aria-label') ?? button.textContent).trim() === ${JSON.stringify(name)} && !button.disabled && button.getClientRects().length > 0)`;
  await seen(page, find);
  await page.read(`(document.querySelectorAll('[data-pressed-by-test]').forEach((old) => delete old.dataset.pressedByTest),
    ${find}.dataset.pressedByTest = '', document.querySelector('[data-pressed-by-test]').scrollIntoView({ block: 'center' }), true)`);
  await page.click('[data-pressed-by-test]');
}
