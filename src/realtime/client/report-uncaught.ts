/** Reports an error as uncaught, for the browser's console and handlers, and lets the caller go on. */
export function reportUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
