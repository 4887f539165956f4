import { MIN_PASSWORD_LENGTH, passwordLength } from '@/modules/access/password';
import { isSlug, isTimeZone, LATEST_CUTOFF } from '@/modules/venues/rules';

export interface SetupFields {
  readonly setupCode: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly businessName: string;
  readonly slug: string;
  readonly timeZone: string;
  readonly cutoffHour: number;
}
export type FieldName = keyof SetupFields;

/** The invalid fields, in the order of the form, each with the name of its message. */
export type Problems = Partial<Record<FieldName, FieldName | 'setupCodeWrong' | 'passwordCommon'>>;

/** The hours at which a business day may end. */
export const HOURS = Array.from({ length: LATEST_CUTOFF + 1 }, (_, hour) => hour);

/** The fields that cannot be sent. The server applies the same rules, and a list of common passwords. */
export function problemsOf(fields: SetupFields): Problems {
  const wrong: Record<FieldName, boolean> = {
    setupCode: fields.setupCode.trim() === '',
    name: fields.name.trim() === '',
    email: !/^\S+@\S+\.\S+$/.test(fields.email.trim()),
    password: passwordLength(fields.password) < MIN_PASSWORD_LENGTH,
    businessName: fields.businessName.trim() === '',
    slug: !isSlug(fields.slug),
    timeZone: !isTimeZone(fields.timeZone),
    cutoffHour: !HOURS.includes(fields.cutoffHour),
  };
  const names = (Object.keys(wrong) as FieldName[]).filter((field) => wrong[field]);
  return Object.fromEntries(names.map((name) => [name, name]));
}

/** "Terraza Ñandú" becomes "terraza-nandu". */
export function suggestSlug(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? []).join('-').slice(0, 40).replace(/-$/, '');
}
