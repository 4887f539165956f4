/** The address that signs in and comes back to this page, query included. Browser only. */
export function signInHere(): string {
  const { pathname, search } = window.location;
  return `/entrar?destino=${encodeURIComponent(pathname + search)}`;
}
