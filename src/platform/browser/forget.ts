/** What a browser keeps of an account beyond its pages: the database of nights at the door, and the cache of the door's page. */
export const KEPT_NIGHTS = 'aforo-door';
export const KEPT_PAGE = 'aforo-door-page';

const memories = new Set<() => void>();

/** Registers a function that empties one store of this page, such as a cache. It stays registered for the life of the page. */
export function emptiedBy(clear: () => void): void {
  memories.add(clear);
}

/** Removes from this page and from this browser everything that an account has read: it can contain the names of guests. */
export function forgetAccount(): void {
  for (const clear of memories) clear();
  try {
    indexedDB.deleteDatabase(KEPT_NIGHTS);
    void caches.delete(KEPT_PAGE).catch(() => {});
  } catch {
    // The browser keeps nothing: no such storage exists, or access to it is forbidden.
  }
}
