const memories = new Set<() => void>();

/** Names what empties one memory of this page, such as a cache. For as long as the page lives. */
export function emptiedBy(clear: () => void): void {
  memories.add(clear);
}

/** Whatever an account has read is gone from this page: caches and notices can name guests. */
export function forgetAccount(): void {
  for (const clear of memories) clear();
}
