import { reservationOf } from '@/modules/reservations/reservation.fixture';
import { ApiError } from '@/platform/browser/http';
import { RefusedCount, type ScanAnswer } from '../answers';
import type { Author, IntendedCount } from './count';
import type { StorePage, TabChannel } from './count-store';
import type { CountShelf, Mark } from './kept-counts';
import type { TabLock } from './tab-lock';

export const ANA: Author = { id: 'ana', name: 'Ana' };
export const BETO: Author = { id: 'beto', name: 'Beto' };

export function countOf(nonce: string, changes: Partial<IntendedCount> = {}): IntendedCount {
  return {
    ...{ nonce, businessId: 'b1', venue: 'Terraza', author: ANA, target: { qrCode: 'PASS' }, increment: 2 },
    ...{ label: null, occurredAt: '2026-11-22T03:00:00Z', flow: 'IN', basis: 'LIVE', place: 0 },
    ...changes,
  };
}

export const reservation = reservationOf({ status: 'CHECKED_IN', scanCount: 2 });

export const counted: ScanAnswer = {
  ...{ result: 'ok', reservation, scanCount: 2, maxGuests: 4, excess: 0, isFirstScan: true, replayed: false, seq: 7 },
};

/** A refusal as this server writes it: any other form does not compile, or does not parse. */
export function refusedAs(problem: RefusedCount): ApiError {
  return new ApiError(problem.code, problem.code === 'SCAN_REFUSED' ? 422 : 409, RefusedCount.parse(problem));
}

export const revoked: RefusedCount = { code: 'SCAN_REFUSED', result: 'error', reason: 'REVOKED' };
export const refused = refusedAs(revoked);

/** The storage of one browser, as its tabs see it, and what connects them. */
export class Browser {
  /** The database: one row for each count, under its nonce. */
  readonly rows = new Map<string, unknown>();
  /** What `localStorage` holds. */
  readonly old = new Map<string, string>();
  /** `full`: writes fail. `forbidden`: every access fails. `hanging`: nothing is ever answered. */
  storage: 'fine' | 'full' | 'forbidden' | 'hanging' = 'fine';
  hasChannels = true;
  hasLocks = true;
  /** How often the database was read. */
  reads = 0;
  #mark: Mark | null = null;
  #made = 0;
  readonly #tabs = new Set<EventTarget>();
  readonly #channels = new Set<TabChannel>();
  #lock: Promise<void> = Promise.resolve();

  openTab(): StorePage & { close: () => void } {
    const events = new EventTarget();
    const own = new Set<TabChannel>();
    this.#tabs.add(events);
    return {
      shelf: this.#shelf(),
      old: () => {
        if (this.storage === 'forbidden') throw new Error('SecurityError');
        return this.#oldOf(events);
      },
      channel: () => {
        const channel = this.#openChannel();
        own.add(channel);
        return channel;
      },
      events: () => events as unknown as Window,
      close: () => {
        this.#tabs.delete(events);
        for (const channel of own) channel.close();
      },
    };
  }

  /** The lock of the browser; a page that is closed gives it back. */
  lock(isOpen: () => boolean = () => true): TabLock {
    const browser = this;
    return {
      get isShared() {
        return browser.hasLocks;
      },
      run: async (work) => {
        if (!browser.hasLocks) return work();
        const before = browser.#lock;
        let leave = () => {};
        browser.#lock = new Promise((resolve) => {
          leave = resolve;
        });
        await before;
        const closed = new Promise<void>((resolve) => {
          const timer = setInterval(() => {
            if (isOpen()) return;
            clearInterval(timer);
            resolve();
          }, 100);
          void work().finally(() => [clearInterval(timer), resolve()]);
        });
        await closed;
        leave();
      },
    };
  }

  /** Simulates clearing the browser's data. */
  clear(): void {
    this.rows.clear();
    this.old.clear();
    this.#mark = null;
    for (const tab of this.#tabs) tell(tab, null);
  }

  #shelf(): CountShelf {
    const answer = async (isWrite: boolean) => {
      if (this.storage === 'hanging') await new Promise(() => {});
      if (this.storage === 'forbidden' || (isWrite && this.storage === 'full')) throw new Error('QuotaExceededError');
    };
    return {
      read: async () => {
        this.reads += 1;
        await answer(false);
        return { rows: [...this.rows.values()], mark: this.#mark };
      },
      write: async (counts, deviceId) => {
        await answer(true);
        for (const count of counts) this.rows.set(count.nonce, structuredClone(count));
        this.#mark ??= { made: `m${this.#made++}`, deviceId };
        return this.#mark;
      },
      remove: async (nonces) => {
        await answer(true);
        for (const nonce of nonces) this.rows.delete(nonce);
      },
    };
  }

  #openChannel(): TabChannel {
    if (!this.hasChannels) throw new Error('SecurityError');
    const channels = this.#channels;
    const channel: TabChannel = {
      onmessage: null,
      postMessage(message) {
        const data = structuredClone(message);
        for (const other of channels) {
          if (other !== channel)
            queueMicrotask(() => channels.has(other) && other.onmessage?.({ data } as MessageEvent));
        }
      },
      close: () => void channels.delete(channel),
    };
    channels.add(channel);
    return channel;
  }

  #oldOf(tab: EventTarget): Storage {
    const { old } = this;
    const others = (key: string) => {
      for (const other of this.#tabs) if (other !== tab) tell(other, key);
    };
    return {
      get length() {
        return old.size;
      },
      key: (index) => [...old.keys()][index] ?? null,
      getItem: (key) => old.get(key) ?? null,
      setItem: (key, value) => {
        old.set(key, value);
        others(key);
      },
      removeItem: (key) => {
        if (old.delete(key)) others(key);
      },
      clear: () => this.clear(),
    };
  }
}

function tell(tab: EventTarget, key: string | null): void {
  tab.dispatchEvent(Object.assign(new Event('storage'), { key }));
}
