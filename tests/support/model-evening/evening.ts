import { vi } from 'vitest';
import { connectTo } from '@/app/reservas/hooks/dom.fixture';
import { Browser } from '@/modules/attendance/client/device.fixture';
import type { Page } from './tab';
import { BUSINESS, World } from './world';

const STEP_MS = 100;

interface Tab {
  page: (Omit<Page, 'close'> & { readonly close: () => void }) | null;
}

/** One browser's evening on a clock of its own: the world, the tabs, and time that passes only when told to. */
export class Evening {
  readonly world = new World();
  readonly browser = new Browser();
  /** Every tap: its nonce, and who tapped. */
  readonly intended = new Map<string, string>();
  readonly tabs: Tab[] = [];
  readonly uncaught: unknown[] = [];
  readonly #catch = (error: unknown) => void this.uncaught.push(error);
  readonly #native = globalThis.fetch;

  constructor() {
    globalThis.fetch = ((path: string, init: RequestInit = {}) => this.world.fetch(path, init)) as typeof fetch;
    vi.stubGlobal('BroadcastChannel', channelsOfOneBrowser());
    process.on('uncaughtException', this.#catch);
  }

  async open(): Promise<void> {
    const tab: Tab = { page: null };
    this.tabs.push(tab);
    await this.load(tab);
  }

  /** The page as the server makes it for whoever is signed in now; the sign-in page has no list. */
  async load(tab: Tab): Promise<void> {
    tab.page?.close();
    tab.page = null;
    const { account } = this.world;
    if (account === null) return;
    vi.resetModules();
    const { openPage } = await import('./tab');
    if (!this.tabs.includes(tab)) return;
    const { close, ...storage } = this.browser.openTab();
    let isOpen = true;
    const lock = this.browser.lock(() => isOpen);
    const page = openPage(BUSINESS, account, { storage, lock, onLost: () => void this.load(tab) });
    const leave = () => {
      isOpen = false;
      page.close();
      close();
    };
    tab.page = { ...page, close: leave };
  }

  close(tab: Tab | undefined): void {
    if (!tab) return;
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    tab.page?.close();
    tab.page = null;
  }

  tap(pick: number): void {
    const page = this.pages[pick % Math.max(1, this.pages.length)];
    const nonce = page?.tap(pick);
    if (page && nonce) this.intended.set(nonce, page.account);
  }

  comeOnline(): void {
    const { Event: DomEvent } = window as unknown as { Event: typeof Event };
    window.dispatchEvent(new DomEvent('online'));
  }

  get pages(): NonNullable<Tab['page']>[] {
    return this.tabs.flatMap(({ page }) => page ?? []);
  }

  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      vi.advanceTimersByTime(STEP_MS);
      this.world.quiet += STEP_MS;
      await settle();
    }
  }

  async end(): Promise<void> {
    for (const tab of [...this.tabs]) this.close(tab);
    await settle();
    this.world.end();
    process.off('uncaughtException', this.#catch);
    globalThis.fetch = this.#native;
    vi.unstubAllGlobals();
  }
}

connectTo('');

/** Until nothing moves without time. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function channelsOfOneBrowser() {
  const open = new Set<Channel>();
  class Channel {
    onmessage: ((event: { data: unknown }) => void) | null = null;
    constructor(readonly name: string) {
      open.add(this);
    }
    postMessage(message: unknown): void {
      const data = structuredClone(message);
      for (const other of open) {
        if (other !== this && other.name === this.name) setImmediate(() => other.onmessage?.({ data }));
      }
    }
    close(): void {
      open.delete(this);
    }
  }
  return Channel;
}
