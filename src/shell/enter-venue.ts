import { actAs } from '@/platform/browser/account';
import { announceAccount } from '@/platform/browser/account-tabs';
import { forgetAccount } from '@/platform/browser/forget';

/** Goes on to the venue with the session that the last answer opened, and tells the browser's other tabs. */
export async function enterVenue(userId: string, slug: string): Promise<void> {
  actAs(userId);
  announceAccount(userId);
  forgetAccount();
  // A full page load, so that no data of an earlier account stays in memory.
  window.location.assign(`/reservas?local=${encodeURIComponent(slug)}`);
}
