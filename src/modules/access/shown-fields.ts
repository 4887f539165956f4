/** What a reader without `reservations.read-personal` is shown of each field. A field without a decision does not compile. */
export type ShownFields<T> = { readonly [F in keyof T]-?: (value: Exclude<T[F], undefined>) => T[F] };

/** Shown as it is. Objects have fields of their own to decide about. */
export const shown = <T extends string | number | boolean | null>(value: T): T => value;

/** Null in its place. */
export const hidden = (): null => null;

/** Some of the fields of a `T`. */
export type Some<T> = { readonly [F in keyof T]?: T[F] | undefined };

/** The decided fields that `source` has; whatever else it holds is left behind. */
export function pickShown<T extends object, S extends Some<T>>(fields: ShownFields<T>, source: S): S {
  const picked: Partial<T> = {};
  for (const field of Object.keys(fields) as (keyof T)[]) {
    const value = Object.hasOwn(source, field) ? source[field] : undefined;
    if (value !== undefined) picked[field] = fields[field](value as Exclude<T[keyof T], undefined>);
  }
  return picked as S;
}
