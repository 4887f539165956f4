/** What `wanted` changes of `known`, field by field; values are compared by what they contain. */
export function changesOf<T extends object>(wanted: T, known: T): Partial<T> {
  const names = (Object.keys(wanted) as (keyof T)[]).filter(
    (name) => JSON.stringify(wanted[name]) !== JSON.stringify(known[name]),
  );
  return Object.fromEntries(names.map((name) => [name, wanted[name]])) as Partial<T>;
}
