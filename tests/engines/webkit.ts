import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/lib/postgres.mjs';
import { findWebKit, type WebKit } from '../../scripts/lib/webkit.mjs';
import { until } from '../support/until';
import type { Engine, EnginePage } from './engine';

const found = findWebKit();
/** The key under which a WebDriver names an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** WebKitGTK's small browser over WebDriver, on a display without a screen. */
export const WEBKIT: Engine = { name: 'WebKit', found: found !== undefined, open: () => open(found as WebKit) };

async function open({ driver, browser, display, bus }: WebKit): Promise<EnginePage> {
  const home = await mkdtemp(join(tmpdir(), 'aforo-webkit-'));
  const screen = spawn(display, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const shown = await new Promise<string>((resolve, reject) => {
    screen.once('error', reject);
    screen.stdio[3]?.once('data', (number) => resolve(`:${String(number).trim()}`));
  });
  const port = await freePort();
  // A group of its own, so that whatever the bus has started ends with it.
  const service = spawn(bus, ['--', driver, `--port=${port}`], {
    env: { ...process.env, DISPLAY: shown, HOME: home, XDG_RUNTIME_DIR: home, LC_ALL: 'C.UTF-8', LANGUAGE: 'es' },
    stdio: 'ignore',
    detached: true,
  });
  const close = async () => {
    end(service);
    screen.kill();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const base = `http://127.0.0.1:${port}`;
    await until('the driver of WebKit', () =>
      fetch(`${base}/status`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    const { sessionId } = await command<{ sessionId: string }>('POST', `${base}/session`, {
      capabilities: {
        alwaysMatch: {
          'webkitgtk:browserOptions': {
            binary: browser,
            args: ['--automation', '--enable-media-stream=true', '--enable-mock-capture-devices=true'],
          },
        },
      },
    });
    return pageOf(`${base}/session/${sessionId}`, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function pageOf(session: string, close: () => Promise<void>): EnginePage {
  const find = async (selector: string) => {
    const element = await command<Record<typeof ELEMENT, string>>('POST', `${session}/element`, {
      using: 'css selector',
      value: selector,
    });
    return `${session}/element/${element[ELEMENT]}`;
  };
  return {
    goto: (url) => command('POST', `${session}/url`, { url }),
    read: (expression) => command('POST', `${session}/execute/sync`, { script: `return ${expression}`, args: [] }),
    click: async (selector) => command('POST', `${await find(selector)}/click`, {}),
    type: async (selector, text) => command('POST', `${await find(selector)}/value`, { text }),
    picture: async (path) => {
      await writeFile(path, Buffer.from(await command<string>('GET', `${session}/screenshot`), 'base64'));
    },
    close: async () => {
      await command('DELETE', session).catch(() => {});
      await close();
    },
  };
}

async function command<T = void>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, { method, body: body === undefined ? null : JSON.stringify(body) });
  const { value } = (await response.json()) as { value: T };
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
