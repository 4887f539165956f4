interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** A JSON schema in a notation like that of types, for people: `{ name: string (1 to 60); tags?: "VIP"[] | null }`. */
export function typeText(schema: Schema, depth = 0): string {
  const { $ref, anyOf, oneOf, allOf, items, properties, additionalProperties: others } = schema;
  if ($ref) return $ref.split('/').at(-1) ?? '';
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const choices = anyOf ?? oneOf;
  if (choices) return [...new Set(choices.map((one) => typeText(one, depth)))].join(' | ');
  if (allOf) return allOf.map((one) => typeText(one, depth)).join(' & ');
  if (items) return listText(typeText(items, depth));
  if (properties && Object.keys(properties).length > 0) return objectText(properties, schema.required ?? [], depth);
  if (typeof others === 'object') return `{ [name]: ${typeText(others, depth)} }`;
  return plainText(schema);
}

function listText(item: string): string {
  return item.includes(' ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
}

function objectText(properties: Readonly<Record<string, Schema>>, required: readonly string[], depth: number): string {
  const indent = '  '.repeat(depth + 1);
  const lines = Object.entries(properties).map(
    ([name, one]) => `${indent}${name}${required.includes(name) ? '' : '?'}: ${typeText(one, depth + 1)}`,
  );
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
}

function plainText({ type, format, minimum, maximum, minLength, maxLength }: Schema): string {
  const name = Array.isArray(type) ? type.join(' | ') : (type ?? 'unknown');
  const least = minLength ?? minimum;
  // The bounds of a whole number in JavaScript say nothing to a reader.
  const most = maxLength ?? (maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum);
  const from = least === undefined || least === Number.MIN_SAFE_INTEGER ? '' : `≥ ${least}`;
  const to = most === undefined ? '' : `≤ ${most}`;
  const told = [format, from, to].filter(Boolean).join(', ');
  return told === '' ? String(name) : `${name} (${told})`;
}
