import * as z from 'zod/mini';
import { actAs, reportAccountLost } from '@/platform/browser/account';
import { announceAccount } from '@/platform/browser/account-tabs';
import { ApiError, requestJson } from '@/platform/browser/http';

const SignedOut = z.object({ success: z.literal(true) });

/**
 * Ends the session and leaves by a full load, so that no data of it stays in memory. Throws ApiError when the server has not said
 * that it ended; when it says so later, the page is left then.
 */
export async function signOut(): Promise<void> {
  try {
    await requestJson('/api/auth/sign-out', {
      answer: SignedOut,
      method: 'POST',
      body: {},
      onLate: (answer) => answer.then(leave, () => {}),
    });
  } catch (error) {
    // Ended before, or another account's by now: the account guard has been told.
    if (error instanceof ApiError && (error.code === 'UNAUTHENTICATED' || error.code === 'ACCOUNT_CHANGED')) return;
    throw error;
  }
  leave();
}

function leave(): void {
  leaveFor('/entrar');
}

/** Goes to `address` by a full load, as nobody: the session of this page has ended. */
export function leaveFor(address: string): void {
  announceAccount(null);
  actAs(null);
  // Takes the screen away at once, so that a return to it from the browser's memory shows nobody.
  reportAccountLost();
  window.location.assign(address);
}
