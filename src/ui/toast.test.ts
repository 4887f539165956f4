import { afterEach, expect, test } from 'vitest';
import { type Notice, showBy, toast } from './toast';

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

test('a notice that is over before notices can be shown is not shown, and the others are', () => {
  toast.warning('Sin red', { id: 'offline' });
  toast.info('otro');
  toast.dismiss('offline');
  expect(show()).toEqual([{ tone: 'info', text: 'otro', options: undefined }]);
});

test('what waited is forgotten with the account, and what is shown is taken away', () => {
  toast.error('Ana');
  toast.dismiss();
  const shown = show();
  expect(shown).toEqual([]);
  toast.dismiss();
  expect(shown).toEqual([{ tone: 'dismiss' }]);
});
