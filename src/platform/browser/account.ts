let current: string | null = null;
const listeners = new Set<() => void>();

/** The account for which this page was made; null on pages that anybody may open. */
export function currentAccount(): string | null {
  return current;
}

/** From now on, every request of this page is made for that account. */
export function actAs(userId: string | null): void {
  current = userId;
}

/** To be called when the server answered that this page's account is signed out, or that another one is signed in. */
export function reportAccountLost(): void {
  for (const listener of listeners) listener();
}

/** Returns the function that stops listening. */
export function onAccountLost(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
