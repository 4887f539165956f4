import { KEPT_PAGE } from '@/platform/browser/forget';

const SCOPE = '/';
const WORKER = '/sw.js';

/**
 * Lets the browser open this page without a network: registers the service worker, and keeps the page as the server renders it now
 * for `userId`, if it does. Rejects where the browser keeps no pages, or refuses; the door then works while it is open.
 */
export async function keepPage(userId: string): Promise<void> {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE, updateViaCache: 'none' });
  activate(registration);
  const response = await fetch(window.location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
  const isPage = response.ok && !response.redirected;
  // The session may have become another account's meanwhile: that page is not kept as this one's.
  if (!isPage || !(await response.clone().text()).includes(userId)) return;
  const cache = await caches.open(KEPT_PAGE);
  await cache.put(window.location.href, response.clone());
  // The icon on the home screen opens the door without naming a venue: it gets the one that was here last.
  await cache.put(window.location.pathname, response);
}

/** Lets a newer worker begin whose files include those of this page, which has just been opened. */
function activate(registration: ServiceWorkerRegistration): void {
  const needs = Array.from(document.scripts, ({ src }) => src)
    .filter((src) => src.includes('/_next/static/chunks/'))
    .map((src) => new URL(src).pathname);
  const tell = () => registration.waiting?.postMessage({ needs });
  tell();
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => installing.state === 'installed' && tell());
  });
}
