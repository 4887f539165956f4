/** How a plan is shown, by its name in the address (`?vista=`). */
export const VIEWS = { line: 'linea', floor: 'salon', list: 'lista', week: 'semana', month: 'mes' } as const;
export type View = keyof typeof VIEWS;
export const VIEW_NAMES = Object.keys(VIEWS) as View[];

/** The view that an address names; null for none, which leaves it to the screen's width. */
export function viewOf(name: unknown): View | null {
  return VIEW_NAMES.find((view) => VIEWS[view] === name) ?? null;
}
