import { describe, expect, test } from 'vitest';
import { createRepeatGuard } from './repeat-guard';

describe('repeat guard', () => {
  test('lets a code pass once while it stays in view', () => {
    const guard = createRepeatGuard(2000);
    expect(guard.see('a', 0)).toBe(true);
    for (let now = 100; now < 10_000; now += 100) expect(guard.see('a', now)).toBe(false);
  });

  test('lets it pass again only after it was out of view for the whole time', () => {
    const guard = createRepeatGuard(2000);
    guard.see('a', 0);
    expect(guard.see('a', 1999)).toBe(false);
    expect(guard.see('a', 3999)).toBe(true);
  });

  test('two codes read in turn pass once each', () => {
    const guard = createRepeatGuard(2000);
    const passed = ['a', 'b', 'a', 'b', 'a'].filter((code, index) => guard.see(code, index * 150));
    expect(passed).toEqual(['a', 'b']);
  });

  test('time with the camera off is not time out of view', () => {
    const guard = createRepeatGuard(2000);
    guard.see('a', 0);
    guard.pause(500);
    guard.resume(60_000);
    expect(guard.see('a', 60_500)).toBe(false);
  });

  test('a code that had left before the camera stopped is new when it comes back', () => {
    const guard = createRepeatGuard(2000);
    guard.see('a', 0);
    guard.pause(30_000);
    guard.resume(60_000);
    expect(guard.see('a', 60_500)).toBe(true);
  });

  test('reads again at once when asked', () => {
    const guard = createRepeatGuard(2000);
    guard.see('a', 0);
    guard.forget();
    expect(guard.see('a', 100)).toBe(true);
  });
});
