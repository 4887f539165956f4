import type { TemplateKind } from './rules';

/** What stands for a value in the text of a template, as `{guest}`. */
const PLACES = [
  'guest',
  'venue',
  'date',
  'hour',
  'until',
  'party',
  'address',
  'code',
  'role',
  'details',
  'link',
  'pdf',
  'manage',
] as const;
export type Place = (typeof PLACES)[number];

/** Those that are no part of a sentence: each stands alone on a line of the body. */
const BLOCKS = ['details', 'link', 'pdf', 'manage'] as const satisfies Place[];
export type Block = (typeof BLOCKS)[number];

const OF_GUEST = ['guest', 'venue', 'date', 'hour', 'party', 'address', 'code', 'details'] as const satisfies Place[];

/** The places that the text of each kind may have. */
export const PLACES_OF: Readonly<Record<TemplateKind, readonly Place[]>> = {
  confirmation: [...OF_GUEST, 'link', 'pdf', 'manage'],
  change: [...OF_GUEST, 'link', 'pdf', 'manage'],
  cancellation: OF_GUEST,
  reminder: [...OF_GUEST, 'link', 'pdf'],
  'waitlist-joined': ['guest', 'venue', 'date', 'party', 'address', 'details', 'link'],
  'waitlist-offer': ['guest', 'venue', 'date', 'hour', 'until', 'party', 'address', 'details', 'link'],
  invitation: ['venue', 'role', 'link'],
  recovery: ['venue', 'link'],
};

/** The most characters that each text has. */
export const LONGEST = { subject: 150, body: 4_000 } as const;

export interface TemplateText {
  readonly subject: string;
  /** Its first line is the letter's heading. */
  readonly body: string;
}
export type TemplateField = keyof TemplateText;

/**
 * Why a text is refused: a brace that belongs to no place (`malformed`), a place that its kind does not have (`unknown`),
 * one that does not stand alone on a line (`block`), one that must be there and is not (`missing`), no text at all
 * (`empty`), or too much of it (`long`).
 */
export interface TemplateProblem {
  readonly field: TemplateField;
  readonly code: 'malformed' | 'unknown' | 'block' | 'missing' | 'empty' | 'long';
  /** As it is written, such as `{gest}`. */
  readonly name: string;
  /** Which character of the text it begins at, from 1; null for what is missing. */
  readonly at: number | null;
}

/** A part of a text: words, the name of a place, or a brace that belongs to none. */
interface Piece {
  readonly kind: 'words' | 'place' | 'brace';
  readonly text: string;
  readonly start: number;
}

const SIGNS = /\{([A-Za-z]+)\}|[{}]/g;

/** The parts of a text, in order. */
export function splitTemplate(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of text.matchAll(SIGNS)) {
    const [sign, name] = found;
    if (found.index > end) pieces.push({ kind: 'words', text: text.slice(end, found.index), start: end });
    pieces.push({ kind: name === undefined ? 'brace' : 'place', text: name ?? sign, start: found.index });
    end = found.index + sign.length;
  }
  if (end < text.length) pieces.push({ kind: 'words', text: text.slice(end), start: end });
  return pieces;
}

const isBlock = (name: string): name is Block => BLOCKS.some((block) => block === name);

/** The block that a line of a body is; null for a line of words. */
export function blockOf(line: string): Block | null {
  const [, name = ''] = /^\s*\{([a-z]+)\}\s*$/.exec(line) ?? [];
  return isBlock(name) ? name : null;
}

/** Everything for which a text cannot be saved or sent, in its order. */
export function findProblems(kind: TemplateKind, text: TemplateText): TemplateProblem[] {
  const link = PLACES_OF[kind].includes('link') && !/\{link\}/.test(text.body);
  return [
    ...problemsIn(kind, 'subject', text.subject),
    ...problemsIn(kind, 'body', text.body),
    ...(link ? [{ field: 'body', code: 'missing', name: '{link}', at: null } as const] : []),
  ];
}

function problemsIn(kind: TemplateKind, field: TemplateField, text: string): TemplateProblem[] {
  if (text.trim() === '') return [{ field, code: 'empty', name: '', at: 1 }];
  if (text.length > LONGEST[field]) return [{ field, code: 'long', name: '', at: LONGEST[field] + 1 }];
  return splitTemplate(text).flatMap((piece) => {
    const code = problemOf(kind, field, text, piece);
    const name = piece.kind === 'place' ? `{${piece.text}}` : piece.text;
    return code === null ? [] : [{ field, code, name, at: piece.start + 1 }];
  });
}

function problemOf(
  kind: TemplateKind,
  field: TemplateField,
  whole: string,
  { kind: of, text, start }: Piece,
): TemplateProblem['code'] | null {
  if (of === 'words') return null;
  if (of === 'brace') return 'malformed';
  if (!PLACES_OF[kind].some((place) => place === text)) return 'unknown';
  if (!isBlock(text)) return null;
  return field === 'body' && blockOf(lineAt(whole, start)) !== null ? null : 'block';
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(text.lastIndexOf('\n', start) + 1, end === -1 ? undefined : end);
}

export function isSameText(one: TemplateText, other: TemplateText): boolean {
  return one.subject === other.subject && one.body === other.body;
}
