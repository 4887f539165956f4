import * as z from 'zod/mini';
import { actAs, reportAccountLost } from '@/platform/browser/account';
import { announceAccount } from '@/platform/browser/account-tabs';
import { ApiError, requestJson } from '@/platform/browser/http';

const SignedOut = z.object({ success: z.literal(true) });

/**
 * Ends the session and leaves by a full page load, for the sign-in unless another address is given, so that none of its data stays in memory. Throws ApiError when the
 * server has not confirmed that the session ended; when it confirms later, the page is left then.
 */
export async function signOut(address = '/entrar'): Promise<void> {
  const leave = () => leaveFor(address);
  try {
    await requestJson('/api/auth/sign-out', {
      answer: SignedOut,
      method: 'POST',
      body: {},
      onLate: (answer) => answer.then(leave, () => {}),
    });
  } catch (error) {
    // The session ended before, or belongs to another account by now: the account guard has been notified.
    if (error instanceof ApiError && (error.code === 'UNAUTHENTICATED' || error.code === 'ACCOUNT_CHANGED')) return;
    throw error;
  }
  leave();
}

/** Navigates to `address` by a full page load, without an account: the session of this page has ended. */
export function leaveFor(address: string): void {
  announceAccount(null);
  actAs(null);
  // Removes the screen at once, so that a return to it from the back-forward cache shows no account's data.
  reportAccountLost();
  window.location.assign(address);
}
