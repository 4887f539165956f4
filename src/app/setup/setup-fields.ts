import { CutoffHour, Slug, TimeZone } from '@/domain/venues/schema';

export interface SetupFields {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly businessName: string;
  readonly slug: string;
  readonly timeZone: string;
  readonly cutoffHour: number;
}
export type FieldName = keyof SetupFields;

/** The fields that cannot be sent, in the order of the form. The server decides by the same rules. */
export function wrongFields(fields: SetupFields): FieldName[] {
  const wrong: Record<FieldName, boolean> = {
    name: fields.name.trim() === '',
    email: !/^\S+@\S+\.\S+$/.test(fields.email.trim()),
    password: fields.password.length < 8,
    businessName: fields.businessName.trim() === '',
    slug: !Slug.safeParse(fields.slug).success,
    timeZone: !TimeZone.safeParse(fields.timeZone).success,
    cutoffHour: !CutoffHour.safeParse(fields.cutoffHour).success,
  };
  return (Object.keys(wrong) as FieldName[]).filter((field) => wrong[field]);
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
  if (password.length < 8) return 'short';
  const kinds = [/[a-zñáéíóúü]/, /[A-ZÑÁÉÍÓÚÜ]/, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  const variety = new Set(password).size;
  if (variety < 5) return 'weak';
  const score = password.length + kinds * 2;
  return score >= 20 ? 'good' : score >= 14 ? 'fair' : 'weak';
}
