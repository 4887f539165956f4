import type { QueryClient } from '@tanstack/react-query';
import { readMe } from '@/modules/access/client/me-api';
import { currentAccount, onAccountLost } from '@/platform/browser/account';
import { onAccountAnnounced } from '@/platform/browser/account-tabs';
import { ApiError } from '@/platform/browser/http';

/**
 * Calls `onLost` once this page, which is `userId`'s, is not theirs any more or shows what they may no longer see: told by another tab,
 * by an answer of the server, or after a return from the browser's memory. Returns the function that stops watching.
 */
export function watchAccount(userId: string, queryClient: QueryClient, onLost: () => void): () => void {
  const look = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    // This tab itself ended the session before it left the page.
    if (currentAccount() === null) window.location.reload();
    // A refusal is told by `onAccountLost`; without an answer nothing has changed.
    else readMe().catch(() => {});
  };
  const stops = [
    onAccountLost(onLost),
    onAccountAnnounced((account) => account !== userId && onLost()),
    queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'error') return;
      const { error } = event.action;
      // What was shown and is now refused was shown to another role.
      if (error instanceof ApiError && error.code === 'FORBIDDEN' && event.query.state.data !== undefined) onLost();
    }),
  ];
  window.addEventListener('pageshow', look);
  return () => {
    for (const stop of stops) stop();
    window.removeEventListener('pageshow', look);
  };
}
