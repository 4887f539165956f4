import { setImmediate } from 'node:timers/promises';
import { vi } from 'vitest';
import type { Night } from '@/app/puerta/offline/use-night';
import type { Author, IntendedCount } from '@/modules/attendance/client/count';
import { Browser } from '@/modules/attendance/client/device.fixture';
import type { DoorManifest } from '@/modules/door/answers';
import { followList, lacksPass, type NightList } from '@/modules/door/rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import { Api } from '../api';
import { Device } from '../device';
import { FaultyProxy } from '../proxy';
import { sleep } from '../until';
import { type Actor, actAs } from './clock';
import type { Intent, Page } from './page';

/** A count as it was made, and what is known of how. */
export interface Made {
  readonly count: IntendedCount;
  readonly phone: Phone;
  readonly page: number;
  readonly clockOffset: number;
  /** It was on the disk while its page was there: what was not, no screen has called counted. */
  kept: boolean;
  /** The server has refused it, and the screen has said so. */
  refused: boolean;
}

/** One request that handed entries over. */
interface Handed {
  readonly page: number;
  readonly clockOffset: number;
}

interface Tab extends Actor {
  readonly id: number;
  readonly page: Page;
  readonly close: () => void;
  isOpen: boolean;
}

interface PhoneOptions {
  readonly name: string;
  readonly port: number;
  readonly api: Api;
  readonly author: Author;
  readonly gateId: string;
  /** Of a paired phone; null for one with a person's account. */
  readonly deviceId: string | null;
  readonly random: () => number;
}

/** Pages are loaded one after the other: each gets modules of its own. */
let loading: Promise<unknown> = Promise.resolve();

/** A phone at the door, with the product's client in it, behind a cable that can be pulled. */
export class Phone {
  readonly made = new Map<string, Made>();
  /** By the time at which it was sent, as the phone wrote it. */
  readonly handed = new Map<string, Handed>();
  readonly tabs: Tab[] = [];
  clockOffset = 0;
  isRevoked = false;
  /** How many of its next answers get lost on their way, and how many of its next requests arrive twice. */
  losing = 0;
  doubling = 0;
  network!: FaultyProxy;
  device: Device | null = null;
  #browser = new Browser();
  #night: Pick<Night, 'manifest' | 'clockOffset' | 'readAt'> | null = null;
  #mustRead = true;
  #pages = 0;
  #isOver = false;

  private constructor(readonly options: PhoneOptions) {}

  static async open(options: PhoneOptions): Promise<Phone> {
    const phone = new Phone(options);
    phone.network = await FaultyProxy.listen(options.port);
    await phone.#follow();
    await phone.openTab();
    void phone.#keepNight();
    return phone;
  }

  get name(): string {
    return this.options.name;
  }

  /** Counts that no server has decided or taken. */
  get queued(): number {
    return Math.max(0, ...this.tabs.map(({ page }) => page.store.counts.size));
  }

  async openTab(): Promise<void> {
    const before = loading;
    const open = async () => {
      await before;
      vi.resetModules();
      const { openPage } = await import('./page');
      const { close, ...storage } = this.#browser.openTab();
      const id = this.#pages++;
      const phone = this;
      const actor = {
        id,
        isOpen: true,
        get clockOffset() {
          return phone.clockOffset;
        },
        fetch: (path: string, init: RequestInit) => this.#fetch(tab, path, init),
      };
      const page = actAs(actor as unknown as Tab, () =>
        openPage({
          ...{ businessId: this.options.api.businessId, author: this.options.author, gateId: this.options.gateId },
          ...{ storage, lock: this.#browser.lock(() => tab.isOpen), night: () => this.#known() },
          onIntent: (count) =>
            void this.made.set(count.nonce, {
              count,
              phone: this,
              page: id,
              clockOffset: this.clockOffset,
              refused: false,
              kept: false,
            }),
          onKept: (nonce) => {
            const made = this.made.get(nonce);
            if (made && tab.isOpen) made.kept = true;
          },
          onAnswer: ({ nonce }, verdict) => {
            const made = this.made.get(nonce);
            if (made && verdict.kind === 'refused' && tab.isOpen) made.refused = true;
          },
        }),
      );
      const tab: Tab = Object.assign(actor, { page, close }) as unknown as Tab;
      this.tabs.push(tab);
    };
    loading = open();
    await loading;
  }

  /** As a system ends a page: nothing of it is told, and what is under way is nobody's any more. */
  killTab(tab: Tab): void {
    tab.isOpen = false;
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    actAs(tab, () => tab.page.queue.close());
    tab.close();
  }

  /** The whole phone is switched off and on. */
  async reopen(): Promise<void> {
    for (const tab of [...this.tabs]) this.killTab(tab);
    await this.device?.close();
    this.device = null;
    await this.openTab();
  }

  unplug(): void {
    this.network.isDown = true;
    this.network.cut();
  }

  plug(): void {
    this.network.isDown = false;
    for (const tab of this.tabs) actAs(tab, () => tab.page.queue.retryNow());
    this.device?.wake('online');
  }

  /** Counts at one of its tabs. Resolves when the screen would be free again; a page that is killed meanwhile never says so. */
  count(intent: Intent, byPhone: boolean): Promise<unknown> {
    const tab = this.#anyTab();
    return tab ? Promise.race([actAs(tab, () => tab.page.count(intent, byPhone)), sleep(2500)]) : Promise.resolve();
  }

  insist(intent: Intent): Promise<unknown> {
    const tab = this.#anyTab();
    return tab ? Promise.race([actAs(tab, () => tab.page.insist(intent)), sleep(2500)]) : Promise.resolve();
  }

  /**
   * Counts of this phone that wait for the server's decision are taken back: whoever works it has gone. Of those whose answer was lost the
   * server has counted some.
   */
  discardUndecided(): void {
    for (const tab of this.tabs) {
      const asked = [...tab.page.store.counts.values()].filter(({ basis }) => basis === 'LIVE');
      for (const { nonce } of asked) {
        const made = this.made.get(nonce);
        if (made) made.kept = false;
        actAs(tab, () => tab.page.queue.discard(nonce));
      }
    }
  }

  /** The night as the phone would judge by it now. */
  currentManifest() {
    const known = this.#known();
    return known?.night.list ? followList(known.night.manifest, known.night.list) : null;
  }

  get isCurrent(): boolean {
    return !this.#mustRead && this.device !== null;
  }

  async close(): Promise<void> {
    this.#isOver = true;
    for (const tab of [...this.tabs]) this.killTab(tab);
    await this.device?.close();
    await this.network.close();
  }

  #anyTab(): Tab | undefined {
    return this.tabs[Math.floor(this.options.random() * this.tabs.length)];
  }

  #known() {
    const list = this.#list();
    return this.#night && { night: { ...this.#night, list }, reservations: list?.reservations ?? [] };
  }

  #list(): NightList | null {
    const { device } = this;
    return device ? { day: device.day, cursor: device.cursor, reservations: device.rows } : null;
  }

  async #follow(): Promise<void> {
    const { api } = this.options;
    const device = await Device.open(new Api(this.network.url, api.cookie, api.businessId), {
      ...{ seesAll: false, pollMs: 2000 },
      stream: { delays: [300, 600, 1200, 2400], maxAttempts: 1000 },
    });
    device.onEvent = (event) => {
      if ('noun' in event && event.noun === 'pass') this.#mustRead = true;
    };
    device.onJump = () => {
      this.#mustRead = true;
    };
    this.device = device;
    // A page that opens reads the manifest, whatever it has kept.
    this.#mustRead = true;
  }

  /** As use-night.ts: the list follows the stream, and the manifest is read again when a pass has changed, or is lacking, or after a jump of the stream. */
  async #keepNight(): Promise<void> {
    while (!this.#isOver) {
      await sleep(200);
      if (this.isRevoked) continue;
      if (!this.device) await this.#follow().catch(() => {});
      const list = this.#list();
      if (list && this.#night && isStale(this.#night.manifest, list)) this.#mustRead = true;
      const [tab] = this.tabs;
      if (!this.#mustRead || !tab || this.network.isDown) continue;
      this.#mustRead = false;
      try {
        const manifest = await actAs(tab, () => tab.page.manifest(AbortSignal.timeout(10_000)));
        const clockOffset = Date.parse(manifest.serverTime) - (Date.now() + this.clockOffset);
        this.#night = { manifest, clockOffset, readAt: Date.now() };
      } catch {
        this.#mustRead = true;
      }
    }
  }

  async #fetch(tab: Tab, path: string, init: RequestInit): Promise<Response> {
    const { api } = this.options;
    const url = this.network.url + path;
    const sent = { ...init, headers: { ...(init.headers as Record<string, string>), cookie: api.cookie } };
    const isSync = path.startsWith('/api/puerta/sync');
    if (isSync) {
      const { sentAt } = JSON.parse(String(init.body)) as { sentAt: string };
      this.handed.set(sentAt, { page: tab.id, clockOffset: this.clockOffset });
      if (this.doubling > 0) {
        this.doubling -= 1;
        // A copy that was held up on its way arrives after what was sent later.
        void sleep(this.options.random() * 4000)
          .then(() => fetch(url, { ...sent, signal: null }))
          .then((late) => late.text())
          .catch(() => {});
      }
    }
    const isWrite = init.method === 'POST';
    const isLost = isWrite && this.losing > 0;
    if (isLost) this.losing -= 1;
    try {
      const answer = await fetch(url, sent);
      const text = isLost ? await answer.text() : null;
      if (!tab.isOpen) return await never();
      if (text !== null) throw new TypeError('the answer is lost');
      return answer;
    } catch (failure) {
      if (!tab.isOpen) return await never();
      await setImmediate();
      throw failure;
    }
  }
}

/** The manifest is of another log than the list, or has no pass of a party that is listed. */
function isStale(manifest: DoorManifest, list: NightList): boolean {
  return parseCursor(manifest.cursor)?.epoch !== list.cursor.epoch || lacksPass(manifest, list);
}

/** Nobody hears the answer of a page that is gone. */
function never(): Promise<never> {
  return new Promise(() => {});
}
