import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { messages, messagesOf } from '@/i18n/messages';
import { FRAME } from '@/shell/screen';
import { PAGE_TEXTS } from './page-texts';

/** What a file asks for: a whole text, or whatever stands below a part of the path. */
interface Asked {
  readonly path: string;
  readonly file: string;
}

const source = (file: string) =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

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

/** The area of the nearest `const {name} = useTranslations(area)` around a node; undefined when it is something else. */
function areaOf(name: string, node: ts.Node): string | undefined {
  for (let scope: ts.Node | undefined = node; scope; scope = scope.parent) {
    if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue;
    for (const statement of scope.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name: declared, initializer } of statement.declarationList.declarations) {
        if (!ts.isIdentifier(declared) || declared.text !== name || !initializer) continue;
        if (!ts.isCallExpression(initializer) || initializer.expression.getText() !== 'useTranslations')
          return undefined;
        const [area] = initializer.arguments;
        return area && ts.isStringLiteral(area) ? area.text : '';
      }
    }
  }
  return undefined;
}

/** The keys that an argument can be; up to the last point that is known. */
function keysOf(argument: ts.Expression): string[] {
  if (ts.isStringLiteralLike(argument)) return [argument.text];
  if (ts.isTemplateExpression(argument)) return [argument.head.text.replace(/\.?[^.]*$/, '')];
  if (ts.isConditionalExpression(argument)) return [...keysOf(argument.whenTrue), ...keysOf(argument.whenFalse)];
  if (ts.isParenthesizedExpression(argument)) return keysOf(argument.expression);
  return [''];
}

function askedBy(file: string): Asked[] {
  const asked: Asked[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node)) {
      const { expression } = node;
      const callee = ts.isPropertyAccessExpression(expression) ? expression.expression : expression;
      const [key] = node.arguments;
      const area = ts.isIdentifier(callee) ? areaOf(callee.text, node) : undefined;
      if (area !== undefined && key)
        for (const one of keysOf(key)) asked.push({ file, path: [area, one].filter(Boolean).join('.') });
    }
    ts.forEachChild(node, visit);
  };
  visit(source(file));
  return asked;
}

const at = (texts: unknown, path: string) =>
  path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], texts);

it.each(Object.entries(PAGE_TEXTS))('/%s has every text that a part of it asks for', (page, areas) => {
  const asked = [...filesOf(`src/app/${page}/page.tsx`)].flatMap(askedBy);
  expect(asked.length).toBeGreaterThan(10);
  const isSignedIn = page !== 'entrar' && page !== 'setup';
  const sent = messagesOf(isSignedIn ? [...FRAME, ...areas] : areas);
  const missing = asked.filter(({ path }) => JSON.stringify(at(sent, path)) !== JSON.stringify(at(messages, path)));
  expect(missing).toEqual([]);
  expect(asked.filter(({ path }) => at(messages, path) === undefined)).toEqual([]);
});
