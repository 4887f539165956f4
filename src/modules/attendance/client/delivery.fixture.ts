import { ApiError } from '@/platform/browser/http';
import type { ScanAnswer } from '../answers';
import type { IntendedCount } from './count';
import { CountQueue } from './count-queue';
import { CountStore } from './count-store';
import { ANA, Browser, countOf } from './device.fixture';
import type { CustodyResult, Delivery } from './sync-entry';

export const lost = new ApiError('NETWORK', 0);
export type Custody = readonly CustodyResult[] | Error | Promise<readonly CustodyResult[]>;

export const stateOf =
  (state: CustodyResult['state'], more: object = {}) =>
  (delivery: Delivery) =>
    delivery.entries.map(({ nonce }): CustodyResult => ({ nonce, state, ...more }));
export const accepted = stateOf('ACCEPTED', { scanCount: 2 });

interface Server {
  readonly custody?: (delivery: Delivery, nth: number, businessId: string) => Custody;
  readonly live?: (count: IntendedCount) => ScanAnswer | Error | Promise<ScanAnswer | Error>;
}

/** A tab whose server takes what `custody` says of the nth delivery. */
export function open({ custody = accepted, live = () => lost }: Server = {}, browser = new Browser()) {
  const asked: string[] = [];
  const delivered: Delivery[] = [];
  const answered: string[] = [];
  let isOpen = true;
  let [underWay, most] = [0, 0];
  const page = browser.openTab();
  const store = new CountStore(page);
  const queue = new CountQueue(
    store,
    browser.lock(() => isOpen),
  );
  queue.open({
    accountId: ANA.id,
    send: async (count) => {
      asked.push(count.nonce);
      const result = await live(count);
      if (result instanceof Error) throw result;
      return result;
    },
    sync: async (businessId, delivery) => {
      delivered.push(delivery);
      underWay += 1;
      most = Math.max(most, underWay);
      try {
        const results = await custody(delivery, delivered.length, businessId);
        if (results instanceof Error) throw results;
        return { results };
      } finally {
        underWay -= 1;
      }
    },
    onAnswer: ({ count, origin }, verdict) =>
      answered.push(`${count.nonce} ${origin} ${verdict.kind === 'kept' ? verdict.result.state : verdict.kind}`),
  });
  return {
    ...{ queue, store, browser, asked, delivered, answered },
    batches: () => delivered.map(({ entries }) => entries.map(({ nonce }) => nonce).join()),
    saved: () => [...browser.rows.keys()],
    most: () => most,
    close: () => {
      isOpen = false;
      queue.close();
      page.close();
    },
  };
}

export const inside = (nonce: string, changes: Partial<IntendedCount> = {}) =>
  countOf(nonce, { basis: 'MANIFEST', manifestSeq: 9, ...changes });
