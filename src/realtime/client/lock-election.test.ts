import { expect, test } from 'vitest';
import { browserEnvironment } from './environment';
import { LockElection } from './lock-election';
import type { Tab } from './tab';
import { TestBrowser, type TestTab } from './tabs.fixture';

function locksOf({ locks }: TestBrowser, tab: TestTab) {
  if (!locks) throw new Error('a browser with locks');
  return locks.for(tab);
}

function elect(locks: NonNullable<Tab['locks']>) {
  const happened: string[] = [];
  const election = new LockElection(locks, {
    name: 'lead',
    environment: browserEnvironment(),
    isVisible: () => true,
    nextRank: () => ({ term: 1, id: 'a' }),
    claim: () => {},
    onElected: () => happened.push('elected'),
    onLost: () => happened.push('lost'),
  });
  return { election, happened };
}

test('left before the lock is granted, it does not lead and keeps the lock from nobody', async () => {
  const browser = new TestBrowser('locks');
  const tab = browser.open();
  await browser.advance(100);
  const { election, happened } = elect(locksOf(browser, tab));
  election.seize();
  election.leave();
  await browser.advance(100);
  expect([happened, tab.isLive]).toEqual([[], true]);
  browser.end();
});

test('stolen from, it is told once and stands again when asked to', async () => {
  const browser = new TestBrowser('locks');
  const tab = browser.open();
  await browser.advance(100);
  const { election, happened } = elect(locksOf(browser, tab));
  election.seize();
  await browser.settle();
  expect(happened).toEqual(['elected']);
  const rival = elect(locksOf(browser, tab));
  rival.election.seize();
  await browser.settle();
  expect([happened, rival.happened]).toEqual([['elected', 'lost'], ['elected']]);
  browser.end();
});

const refusal = new DOMException('no', 'SecurityError');
const refuseAtOnce = () => {
  throw refusal;
};

test.each([() => Promise.reject(refusal), refuseAtOnce])(
  'where the browser refuses locks to the page, the ranks alone decide',
  async (request) => {
    const { election, happened } = elect({ request });
    election.enter();
    await Promise.resolve();
    await Promise.resolve();
    expect(happened).toEqual(['elected']);
  },
);
