import { beforeEach, expect, it, vi } from 'vitest';
import { reloadOnce } from './reload-once';

const reload = vi.fn();
const kept = new Map<string, string>();
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
};
const refuse = () => {
  throw new Error('SecurityError');
};

beforeEach(() => {
  kept.clear();
  reload.mockClear();
  vi.stubGlobal('window', { location: { reload } });
  vi.stubGlobal('sessionStorage', storage);
  vi.useFakeTimers({ now: 1_000_000 });
  return () => vi.useRealTimers();
});

it('reloads once for a reason, again for another, and again after a while', () => {
  expect(reloadOnce('account')).toBe(true);
  expect(reloadOnce('account')).toBe(false);
  expect(reloadOnce('chunk')).toBe(true);
  vi.advanceTimersByTime(19_999);
  expect(reloadOnce('account')).toBe(false);
  vi.advanceTimersByTime(1);
  expect(reloadOnce('account')).toBe(true);
  expect(reload).toHaveBeenCalledTimes(3);
});

it('is not stopped for long by a clock that was ahead, nor by a stamp that is none', () => {
  kept.set('aforo-reload-account', String(Date.now() + 3_600_000));
  expect(reloadOnce('account')).toBe(true);
  kept.set('aforo-reload-account', 'nonsense');
  expect(reloadOnce('account')).toBe(true);
  expect(reloadOnce('account')).toBe(false);
});

it.each([
  ['cannot be read', { ...storage, getItem: refuse }],
  ['cannot be written', { ...storage, setItem: refuse }],
  ['forgets at once', { ...storage, setItem: () => {} }],
])('never reloads with a storage that %s', (_, broken) => {
  vi.stubGlobal('sessionStorage', broken);
  expect(reloadOnce('account')).toBe(false);
  expect(reload).not.toHaveBeenCalled();
});

it('never reloads where there is no storage', () => {
  vi.stubGlobal('sessionStorage', undefined);
  expect(reloadOnce('account')).toBe(false);
});
