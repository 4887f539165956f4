import { ApiError } from '@/platform/browser/http';
import type { Reservation } from '@/realtime/protocol/reservation';
import { RefusedCount, type ScanAnswer } from '../answers';
import type { Author, IntendedCount } from './count';
import type { StorePage } from './count-store';

export const ANA: Author = { id: 'ana', name: 'Ana' };
export const BETO: Author = { id: 'beto', name: 'Beto' };

export function countOf(nonce: string, changes: Partial<IntendedCount> = {}): IntendedCount {
  return {
    ...{ nonce, businessId: 'b1', venue: 'Terraza', author: ANA, target: { qrCode: 'PASS' }, increment: 2 },
    ...{ label: null, occurredAt: '2026-11-22T03:00:00Z' },
    ...changes,
  };
}

export const reservation: Reservation = {
  ...{ id: 'r1', code: 'K7M2QX', customerName: 'Inés', customerPhone: null, customerEmail: null, guestCount: 4 },
  ...{ reservedAt: '2026-11-22T03:00:00.000Z', businessDay: '2026-11-21', status: 'CHECKED_IN', scanCount: 2 },
  ...{ tableName: null, notes: null, version: 7, createdAt: '' },
};

export const counted: ScanAnswer = {
  ...{ result: 'ok', reservation, scanCount: 2, maxGuests: 4, excess: 0, isFirstScan: true, replayed: false, seq: 7 },
};

/** A refusal as this server writes it: nothing else compiles, or parses. */
export function refusedAs(problem: RefusedCount): ApiError {
  return new ApiError(problem.code, problem.code === 'SCAN_REFUSED' ? 422 : 409, RefusedCount.parse(problem));
}

export const revoked: RefusedCount = { code: 'SCAN_REFUSED', result: 'error', reason: 'REVOKED' };
export const refused = refusedAs(revoked);

/** The storage of one browser, as its tabs see it: each hears what the others change. */
export class Browser {
  readonly data = new Map<string, string>();
  /** Writes fail: full, or forbidden. */
  full = false;
  /** Even to ask for the storage fails. */
  forbidden = false;
  readonly #tabs = new Set<EventTarget>();

  openTab(): StorePage & { close: () => void } {
    const events = new EventTarget();
    this.#tabs.add(events);
    return {
      storage: () => {
        if (this.forbidden) throw new Error('SecurityError');
        return this.#storageOf(events);
      },
      events: () => events as unknown as Window,
      close: () => this.#tabs.delete(events),
    };
  }

  /** What clearing the browser's data does. */
  clear(): void {
    this.data.clear();
    this.#tell(null, null);
  }

  #storageOf(tab: EventTarget): Storage {
    const { data } = this;
    return {
      get length() {
        return data.size;
      },
      key: (index) => [...data.keys()][index] ?? null,
      getItem: (key) => data.get(key) ?? null,
      setItem: (key, value) => {
        if (this.full) throw new Error('QuotaExceededError');
        if (data.get(key) === value) return;
        data.set(key, value);
        this.#tell(key, tab);
      },
      removeItem: (key) => {
        if (data.delete(key)) this.#tell(key, tab);
      },
      clear: () => this.clear(),
    };
  }

  #tell(key: string | null, author: EventTarget | null): void {
    for (const tab of this.#tabs) if (tab !== author) tab.dispatchEvent(Object.assign(new Event('storage'), { key }));
  }
}

/** A promise that is settled from outside. */
export function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
