import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '@/i18n/messages';
import { messagesOf } from '@/i18n/messages-of';
import { FRAME } from '@/shell/screen';
import { Sources } from '../../tests/support/asked-texts';
import { PAGE_TEXTS } from './page-texts';

const sources = new Sources();
const asked = sources.asked();
const texts = MESSAGES.es;

function resolve(from: string, specifier: string): string | null {
  const base = specifier.startsWith('@/') ? join('src', specifier.slice(2)) : join(dirname(from), specifier);
  return [`${base}.tsx`, `${base}.ts`].find((path) => existsSync(path)) ?? null;
}

/** Every file of ours that a page loads, at once or later. */
function filesOf(entry: string, known = new Set<string>()): Set<string> {
  if (known.has(entry)) return known;
  known.add(entry);
  const text = readFileSync(entry, 'utf8').replace(/^import type .*$/gm, '');
  for (const [, specifier = ''] of text.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
    if (!/^(\.|@\/)/.test(specifier)) continue;
    const file = resolve(entry, specifier);
    if (file) filesOf(file, known);
  }
  return known;
}

const at = (from: unknown, path: string) =>
  path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], from);

/** The paths of all texts below a part. */
const leavesOf = (part: unknown, path: string): string[] =>
  typeof part === 'string'
    ? [path]
    : Object.entries(part as object).flatMap(([name, inner]) => leavesOf(inner, path ? `${path}.${name}` : name));

describe('the texts of a page', () => {
  it.each(Object.entries(PAGE_TEXTS))('/%s has every text that a part of it asks for', (page, areas) => {
    const files = filesOf(`src/app/${page}/page.tsx`);
    // What the server alone reads never leaves it.
    const inBrowser = asked.filter(
      ({ file }) => files.has(file) && readFileSync(file, 'utf8').includes('useTranslations'),
    );
    expect(inBrowser.length).toBeGreaterThan(10);
    const isSignedIn = ![
      'setup',
      'vincular',
      'invitacion/[token]',
      'correo/[token]',
      'recuperar',
      'recuperar/[token]',
    ].includes(page);
    const sent = messagesOf('es', isSignedIn ? [...FRAME, ...areas] : areas);
    expect(inBrowser.filter(({ path }) => at(sent, path) === undefined)).toEqual([]);
  });
});

describe('the texts', () => {
  it('are all asked for somewhere', () => {
    const used = new Set(asked.flatMap(({ path }) => leavesOf(at(texts, path), path)));
    expect(leavesOf(texts, '').filter((path) => !used.has(path))).toEqual([]);
  });

  it('stand nowhere else: no file has words for people in it', () => {
    expect(sources.files.length).toBeGreaterThan(300);
    expect(sources.files.flatMap(wordsIn)).toEqual([]);
  });
});

/** Told on the terminal of the machine, each in Spanish and in English. */
const TERMINAL =
  /\/(?:server\/(?:main|cli\/[\w-]+)|platform\/db\/(?:lock|private-folder)|modules\/setup\/setup-code)\.ts$/;
const SPANISH = /[áéíóúñ¿¡]|\b(?:el|la|los|las|una|para|con|de|del|que|se)\s/i;
/** Attributes and arguments that are shown or read aloud. */
const SPOKEN = /^(?:alt|aria-label|aria-roledescription|description|hint|label|placeholder|title)$/;
const hasWords = (text: string) => /\p{L}{2}/u.test(text);

/** JSX text, what is read aloud, what a notice says, and anything in Spanish. */
function wordsIn(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const { parent } = node;
    if (ts.isJsxText(node) && hasWords(node.text) && node.text.trim() !== texts.common.appName)
      found.push(node.text.trim());
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    ) {
      const isSpoken = ts.isJsxAttribute(parent) && SPOKEN.test(parent.name.getText());
      const isNotice = ts.isCallExpression(parent) && /^toast\.(?!dismiss)/.test(parent.expression.getText());
      const isChild = ts.isJsxExpression(parent) && (ts.isJsxElement(parent.parent) || ts.isJsxFragment(parent.parent));
      const isSpanish = SPANISH.test(node.text) && !TERMINAL.test(source.fileName);
      if (isSpanish || ((isSpoken || isNotice || isChild) && hasWords(node.text))) found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map((text) => `${source.fileName}: ${text}`);
}
