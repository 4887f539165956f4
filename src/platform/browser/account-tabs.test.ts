import { beforeEach, expect, it, vi } from 'vitest';

type Tab = typeof import('./account-tabs');

/** A page's own copy of the module, as every tab has. */
async function openTab(): Promise<{ tab: Tab; heard: (string | null)[] }> {
  vi.resetModules();
  const tab = await import('./account-tabs');
  const heard: (string | null)[] = [];
  tab.onAccountAnnounced((account) => heard.push(account));
  return { tab, heard };
}

type Changed = (event: { key: string; newValue: string | null }) => void;
const pages: Changed[] = [];
const kept = new Map<string, string>();
const change = (key: string, newValue: string | null) => {
  if (newValue === null) kept.delete(key);
  else kept.set(key, newValue);
  for (const page of pages) page({ key, newValue });
};
const localStorage = {
  setItem: (key: string, value: string) => change(key, value),
  removeItem: (key: string) => change(key, null),
};
const refused = class {
  constructor() {
    throw new Error('SecurityError');
  }
};

beforeEach(() => {
  pages.length = 0;
  const addEventListener = (_: string, page: Changed) => pages.push(page);
  vi.stubGlobal('window', { localStorage, addEventListener });
  return () => vi.unstubAllGlobals();
});

it('tells the other tabs, and not the own one, who has signed in and that nobody is', async () => {
  const [here, there] = [await openTab(), await openTab()];
  here.tab.announceAccount('ana');
  here.tab.announceAccount(null);
  await vi.waitFor(() => expect(there.heard).toEqual(['ana', null]));
  expect(here.heard).toEqual([]);
  expect(kept.size).toBe(0);
});

it('ignores what is no account', async () => {
  const there = await openTab();
  const stranger = new BroadcastChannel('aforo-account');
  for (const odd of [7, {}, true]) stranger.postMessage(odd);
  stranger.postMessage('ana');
  await vi.waitFor(() => expect(there.heard).toEqual(['ana']));
  stranger.close();
});

it.each([
  ['refused', refused],
  ['missing', undefined],
])('uses the storage, and leaves nothing in it, where channels are %s', async (_, channel) => {
  vi.stubGlobal('BroadcastChannel', channel);
  const [here, there] = [await openTab(), await openTab()];
  here.tab.announceAccount('ana');
  here.tab.announceAccount('ana');
  here.tab.announceAccount(null);
  expect(there.heard).toEqual(['ana', 'ana', null]);
  expect(kept.size).toBe(0);
});

it.each([
  [
    'refused',
    () => {
      throw new Error('SecurityError');
    },
  ],
  [
    'full',
    () => ({
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    }),
  ],
])('never throws where channels are refused and the storage is %s', async (_, storage) => {
  vi.stubGlobal('BroadcastChannel', refused);
  vi.stubGlobal('window', Object.defineProperty({ addEventListener: () => {} }, 'localStorage', { get: storage }));
  const { tab, heard } = await openTab();
  expect(() => tab.announceAccount('ana')).not.toThrow();
  expect(heard).toEqual([]);
});
