import type { QueryClient } from '@tanstack/react-query';
import { readMe } from '@/modules/access/client/me-api';
import { currentAccount, onAccountLost } from '@/platform/browser/account';
import { onAccountAnnounced } from '@/platform/browser/account-tabs';
import { ApiError } from '@/platform/browser/http';

/**
 * Calls `onLost` once this page, which belongs to `userId`, no longer belongs to the browser's account or shows what
 * the user may no longer see. It learns this from another tab, from an answer of the server, or after a return from the
 * back-forward cache. Returns the function that stops watching.
 */
export function watchAccount(userId: string, queryClient: QueryClient, onLost: () => void): () => void {
  const look = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    // This tab itself ended the session before it left the page.
    if (currentAccount() === null) window.location.reload();
    // `onAccountLost` reports a refusal; when no answer comes, nothing has changed.
    else readMe().catch(() => {});
  };
  const stops = [
    onAccountLost(onLost),
    onAccountAnnounced((account) => account !== userId && onLost()),
    queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'error') return;
      const { error } = event.action;
      // Data that was shown and is now refused was shown for an earlier role.
      if (
        error instanceof ApiError &&
        (error.code === 'FORBIDDEN' || error.code === 'VENUE_SUSPENDED' || error.code === 'SECOND_FACTOR_REQUIRED') &&
        event.query.state.data !== undefined
      )
        onLost();
    }),
  ];
  window.addEventListener('pageshow', look);
  return () => {
    for (const stop of stops) stop();
    window.removeEventListener('pageshow', look);
  };
}
