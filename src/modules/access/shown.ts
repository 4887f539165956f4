import type { Visibility, Visible } from './audience';

/** How one value is shown to a reader. */
type Rule<V> = (value: V, visible: Visible) => V;
/** How each field is shown to a reader. A field without a rule does not compile, and is not shown. */
export type ShownFields<T> = {
  readonly [F in keyof T]-?: (value: Exclude<T[F], undefined>, visible: Visible) => T[F];
};

/**
 * The value, or the list of texts, is shown unchanged to everyone who sees the row. Objects have rules for their own
 * fields.
 */
export const shown = <V extends string | number | boolean | readonly string[] | null>(value: V): V => value;

/** Null for a reader without the permission. */
export function hiddenWithout(permission: Visibility) {
  return <V>(value: V, visible: Visible): V | null => (visible.has(permission) ? value : null);
}

/** A reader without the permission sees `mask` of the value. */
export function maskedWithout<V>(permission: Visibility, mask: (value: V) => V): Rule<V> {
  return (value, visible) => (visible.has(permission) ? value : mask(value));
}

/** Some of the fields of a `T`. */
export type Some<T> = { readonly [F in keyof T]?: T[F] | undefined };

/** The fields of `source` that have a rule, each as its rule shows it; all other fields are removed. */
export function pickShown<T extends object, S extends Some<T>>(fields: ShownFields<T>, source: S, visible: Visible): S {
  const picked: Partial<T> = {};
  for (const field of Object.keys(source) as (keyof T)[]) {
    const value = source[field];
    if (value === undefined || !Object.hasOwn(fields, field)) continue;
    picked[field] = fields[field](value as Exclude<T[keyof T], undefined>, visible);
  }
  return picked as S;
}
