import { reservationOf } from '@/modules/reservations/reservation.fixture';
import { ApiError } from '@/platform/browser/http';
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

/** The storage of one browser, as its tabs see it: each tab receives an event for the changes of the others. */
export class Browser {
  readonly data = new Map<string, string>();
  /** Writes fail: the storage is full, or forbidden. */
  full = false;
  /** Even access to the storage throws. */
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

  /** Simulates clearing the browser's data. */
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
