import { MIN_PASSWORD_LENGTH, passwordLength } from '@/modules/access/password';
import { CutoffHour, Slug, TimeZone } from '@/modules/venues/schema';

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

/** What is wrong, by field in the order of the form: the name of its text. */
export type Problems = Partial<Record<FieldName, FieldName | 'setupCodeWrong' | 'passwordCommon'>>;

/** The fields that cannot be sent. The server decides by the same rules, and by a list of common passwords. */
export function problemsOf(fields: SetupFields): Problems {
  const wrong: Record<FieldName, boolean> = {
    setupCode: fields.setupCode.trim() === '',
    name: fields.name.trim() === '',
    email: !/^\S+@\S+\.\S+$/.test(fields.email.trim()),
    password: passwordLength(fields.password) < MIN_PASSWORD_LENGTH,
    businessName: fields.businessName.trim() === '',
    slug: !Slug.safeParse(fields.slug).success,
    timeZone: !TimeZone.safeParse(fields.timeZone).success,
    cutoffHour: !CutoffHour.safeParse(fields.cutoffHour).success,
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

export type Strength = 'none' | 'short' | 'weak' | 'fair' | 'good';

/** A hint, not a rule: length counts most, variety a little. */
export function strengthOf(password: string): Strength {
  if (password === '') return 'none';
  const length = passwordLength(password);
  if (length < MIN_PASSWORD_LENGTH) return 'short';
  const kinds = [/[a-zñáéíóúü]/, /[A-ZÑÁÉÍÓÚÜ]/, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  const variety = new Set(password).size;
  if (variety < 5) return 'weak';
  const score = length + kinds * 2;
  return score >= 20 ? 'good' : score >= 16 ? 'fair' : 'weak';
}
