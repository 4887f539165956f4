import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { countOf } from './device.fixture';
import { KeptCounts } from './kept-counts';

function erase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase('aforo-counts');
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error);
  });
}
beforeEach(erase);

test('keeps one row per count, and a mark that is made once', async () => {
  const shelf = new KeptCounts();
  expect(await shelf.read()).toEqual({ rows: [], mark: null });
  const mark = await shelf.write([countOf('a'), countOf('b')], 'phone');
  expect(mark.deviceId).toBe('phone');
  expect(await new KeptCounts().write([countOf('a', { increment: 5 })], 'another')).toEqual(mark);
  await shelf.remove(['b', 'unknown']);
  expect(await new KeptCounts().read()).toEqual({ rows: [countOf('a', { increment: 5 })], mark });
});

test('is on the disk when it says so', async () => {
  const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');
  await new KeptCounts().write([countOf('a')], 'phone');
  expect(asked).toHaveBeenLastCalledWith(expect.anything(), 'readwrite', { durability: 'strict' });
});

test('an open page does not keep its data from being erased, notices it, and writes on', async () => {
  const shelf = new KeptCounts();
  const mark = await shelf.write([countOf('a')], 'phone');
  await erase();
  expect(await shelf.read()).toEqual({ rows: [], mark: null });
  const next = await shelf.write([countOf('b')], 'phone');
  expect(next.made).not.toBe(mark.made);
  expect((await shelf.read()).rows).toEqual([countOf('b')]);
});

test('rejects where the browser refuses, and works again when it does not', async () => {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const shelf = new KeptCounts();
  await expect(shelf.write([countOf('a')], 'phone')).rejects.toThrow('full');
  put.mockRestore();
  expect(await shelf.write([countOf('a')], 'phone')).toMatchObject({ deviceId: 'phone' });
});
