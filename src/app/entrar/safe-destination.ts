const HOME = '/reservas';
/** Any origin will do: only whether a path leaves it matters. */
const BASE = 'http://aforo.invalid';

/** The path to return to after signing in: of this origin and not this screen, else the list. */
export function safeDestination(value: string | null | undefined): string {
  if (!value?.startsWith('/') || !URL.canParse(value, BASE)) return HOME;
  const { origin, pathname, search, hash } = new URL(value, BASE);
  const path = `${pathname}${search}${hash}`;
  return origin === BASE && !path.startsWith('//') && pathname !== '/entrar' ? path : HOME;
}
