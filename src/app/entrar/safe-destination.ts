const HOME = '/reservas';
/** Any origin works: it is used only to check whether a path leaves it. */
const BASE = 'http://aforo.invalid';

/** The path to return to after signing in: one of this origin other than this screen, else the list. */
export function safeDestination(value: string | null | undefined): string {
  if (!value?.startsWith('/') || !URL.canParse(value, BASE)) return HOME;
  const { origin, pathname, search, hash } = new URL(value, BASE);
  const path = `${pathname}${search}${hash}`;
  return origin === BASE && !path.startsWith('//') && pathname !== '/entrar' ? path : HOME;
}
