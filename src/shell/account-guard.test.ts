import { expect, test } from 'vitest';
import { forgetAccount } from '@/platform/browser/forget';
import { type Notice, showBy, toast } from '@/ui/toast';
import './account-guard';

test('the notices of an account go with everything else that it has read', () => {
  const taken: Notice[] = [];
  const end = showBy((notice) => taken.push(notice));
  toast.success('Rosa Cuenta: llegaron 1 de 3');
  forgetAccount();
  end();
  expect(taken.map(({ tone }) => tone)).toEqual(['success', 'dismiss']);
});
