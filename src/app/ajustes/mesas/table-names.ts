/** The most tables that are added at once. */
export const MOST_AT_ONCE = 60;

interface Range {
  readonly prefix: string;
  readonly first: number;
  readonly last: number;
}

/** The names of a row of tables, `Mesa 1` to `Mesa 12`; none where the numbers make no row. */
export function namesOf({ prefix, first, last }: Range): string[] {
  const isRow = Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last;
  if (!isRow || last - first >= MOST_AT_ONCE) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => `${prefix.trim()} ${first + i}`.trim());
}

/** The names that no table has yet, whatever their letters, and those that one has. */
export function splitNames(names: readonly string[], tables: readonly { readonly name: string }[]) {
  const known = new Set(tables.map(({ name }) => name.toLowerCase()));
  const isKnown = (name: string) => known.has(name.toLowerCase());
  return { fresh: names.filter((name) => !isKnown(name)), taken: names.filter(isKnown) };
}

/** The first name in the manner of `name` that no table has: after `Mesa 4` comes `Mesa 5`. */
export function nextName(name: string, tables: readonly { readonly name: string }[]): string {
  const [, prefix = name, number = '0'] = /^(.*?)\s*(\d{1,6})$/.exec(name) ?? [];
  for (let next = Number(number) + 1; ; next++) {
    const wanted = `${prefix} ${next}`.trim();
    if (splitNames([wanted], tables).fresh.length > 0) return wanted;
  }
}
