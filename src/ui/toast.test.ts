import { afterEach, expect, test, vi } from 'vitest';
import { type Notice, onWaiting, showBy, toast } from './toast';

let end = () => {};
afterEach(() => end());

function show(): Notice[] {
  const shown: Notice[] = [];
  end = showBy((notice) => shown.push(notice));
  return shown;
}

test('what is said before notices can be shown is shown then, in order and once', () => {
  toast.success('uno');
  toast.error('dos', { id: 'd' });
  const shown = show();
  expect(shown).toEqual([
    { tone: 'success', text: 'uno', options: undefined },
    { tone: 'error', text: 'dos', options: { id: 'd' } },
  ]);
  toast.info('tres');
  expect(shown).toHaveLength(3);
  end();
  expect(show()).toEqual([]);
});

test('calls for the part that shows them, also for what was said before anybody listened', () => {
  toast.warning('uno');
  const wake = vi.fn();
  const leave = onWaiting(wake);
  expect(wake).toHaveBeenCalledTimes(1);
  toast.warning('dos');
  expect(wake).toHaveBeenCalledTimes(2);
  leave();
  show();
});

test('what waited is forgotten with the account, and what is shown is taken away', () => {
  toast.error('Ana');
  toast.dismiss();
  const shown = show();
  expect(shown).toEqual([]);
  toast.dismiss();
  expect(shown).toEqual([{ tone: 'dismiss' }]);
});
