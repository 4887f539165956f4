import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { KEPT_PAGE } from '@/platform/browser/forget';

/**
 * The service worker: it keeps the files of the door's page, whose names change with their content, and answers for the door with
 * the page that the phone has kept (keep-page.ts) when the network does not. It sees nothing else: every other page, and the API,
 * goes to the network.
 */
interface WorkerScope extends EventTarget {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}
type Extendable = Event & { waitUntil(work: Promise<unknown>): void };

/** The addresses of the files, written by the build. */
declare const DOOR_FILES: readonly string[];

const worker = self as unknown as WorkerScope;
/** Milliseconds: a person at the door waits no longer for a page that the phone has. */
const PATIENCE_MS = 4000;

cleanupOutdatedCaches();
registerRoute(
  ({ request }) => request.destination === 'worker',
  ({ request, url }) => openWorker(request, url),
);
precacheAndRoute(DOOR_FILES.map((url) => ({ url, revision: null })));
registerRoute(new NavigationRoute(({ request }) => openDoor(request), { allowlist: [/^\/puerta\/?(?:\?.*)?$/] }));

worker.addEventListener('activate', (event) => (event as Extendable).waitUntil(worker.clients.claim()));

/**
 * A page that has just been opened names its files: a version that has all of them may begin to work. An open page of another version
 * never asks.
 */
worker.addEventListener('message', ({ data }: Event & { data?: { needs?: unknown } }) => {
  const { needs } = data ?? {};
  if (Array.isArray(needs) && needs.every((file) => DOOR_FILES.includes(file))) void worker.skipWaiting();
});

async function openDoor(request: Request): Promise<Response> {
  const kept = await caches.match(request, { cacheName: KEPT_PAGE, ignoreVary: true });
  const coming = fetch(request);
  try {
    const answer = await (kept ? Promise.race([coming, lapse()]) : coming);
    // The server wants a sign-in first: what is kept is nobody's any more.
    if (answer.type === 'opaqueredirect') await caches.delete(KEPT_PAGE);
    return kept && answer.status >= 500 ? kept : answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/**
 * The script of a worker, in a response without an address of its own: the bundler tells a worker what to load after the # of its
 * address, which the address of a kept response lacks.
 */
async function openWorker(request: Request, { pathname }: URL): Promise<Response> {
  const { body, status, headers } = (await matchPrecache(pathname)) ?? (await fetch(request));
  return new Response(body, { status, headers });
}

async function lapse(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  throw new Error('no answer in time');
}
