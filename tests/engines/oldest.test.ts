import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import tailwind from '@tailwindcss/postcss';
import postcss from 'postcss';
import { describe, expect, it } from 'vitest';
import { FAILED } from '@/i18n/failed';
import { faultsOfScript } from '../../scripts/lib/check-script.mjs';
import { faultsOfStyles } from '../../scripts/lib/check-styles.mjs';
import olderStyles from '../../scripts/lib/older-styles.mjs';

/** Names in the built scripts that are no fault, and why. */
const KNOWN = new Set([
  ...['Error.captureStackTrace', 'Intl.DurationFormat', 'Symbol.dispose', 'Uint8Array.fromHex', 'reportError'], // Asked for first.
  'URL.canParse', // Next brings its own.
  '.union', // Zod's.
]);

/** Scripts that only engines without modules load: none of the declared ones. */
const { polyfillFiles } = JSON.parse(readFileSync('.next/build-manifest.json', 'utf8')) as { polyfillFiles: string[] };

function filesOf(folder: string, extension: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension) && !polyfillFiles.some((polyfill) => polyfill.endsWith(path)))
    .map((path) => join(folder, path));
}

const first = (faults: readonly string[]) => faults.map((fault) => fault.split(': ')[0]);

describe('the oldest engines that package.json declares can read what is built', () => {
  it.each(['.next/static', 'public'])('the scripts of %s', (folder) => {
    const files = filesOf(folder, '.js');
    expect(files.length).toBeGreaterThan(0);
    const faults = files.flatMap((file) =>
      faultsOfScript(readFileSync(file, 'utf8'), KNOWN).map((f) => `${file} ${f}`),
    );
    expect(faults).toEqual([]);
  });

  it.each(['.next/static', 'public'])('the styles of %s', (folder) => {
    const files = filesOf(folder, '.css');
    expect(files.length).toBeGreaterThan(0);
    const faults = files.flatMap((file) => faultsOfStyles(readFileSync(file, 'utf8')).map((f) => `${file} ${f}`));
    expect(faults).toEqual([]);
  });
});

it.each(Object.entries(FAILED))(
  'the notice of an old browser names the declared versions, in %s',
  (_, { oldBrowser }) => {
    const { browserslist } = JSON.parse(readFileSync('package.json', 'utf8')) as { browserslist: string[] };
    const named = new Set(
      Array.from(oldBrowser.matchAll(/(Safari|Chrome|Edge|Firefox) ([\d.]+)/g), ([found]) => found.toLowerCase()),
    );
    const declared = browserslist.map((entry) => entry.replace(' >=', '').replace('ios_saf', 'safari'));
    expect(named).toEqual(new Set(declared));
  },
);

describe('a script of which an engine lacks something', () => {
  it.each([
    ['class A { static { a() } }', 'static block'],
    ['/(?<=a)b/', 'lookbehind'],
    ['new RegExp("(?<!a)b")', 'lookbehind'],
    ['new RegExp(`$' + '{a}(?<=b)`)', 'lookbehind'],
    ['/[a--b]/v', 'syntax'],
    ['using a = b()', 'syntax'],
    ['a.toSorted()', '.toSorted'],
    ['a?.findLast(b)', '.findLast'],
    ['a["toSpliced"](1)', '.toSpliced'],
    ['Object.groupBy(a, b)', 'Object.groupBy'],
    ['a.values().map(b)', 'iterator.map'],
    ['structuredClone(a)', 'structuredClone'],
    ['AbortSignal.any([])', 'AbortSignal.any'],
  ])('%s', (source, fault) => {
    expect(first(faultsOfScript(source))).toEqual([fault]);
  });

  it.each([
    'class A { #a = 1; static b; has(o) { return #a in o } }',
    'a.at(-1); Object.hasOwn(a, b)',
    'Object.values(a).map(b)',
  ])('but not of %s', (source) => {
    expect(faultsOfScript(source)).toEqual([]);
  });
});

describe('a style of which an engine lacks something', () => {
  it.each([
    ['@layer a { b { c: d } }', '@layer'],
    ['@container (min-width: 1px) { a { b: c } }', '@container'],
    ['@media (width >= 1px) { a { b: c } }', 'range of @media'],
    ['a { & b { color: red } }', 'nesting'],
    ['a:has(b) { color: red }', ':has'],
    ['a { height: 100dvh }', expect.stringContaining('value')],
    ['a { --b: oklch(0 0 0) }', expect.stringContaining('value')],
    ['a { color: color-mix(in oklab, red, blue) }', expect.stringContaining('value')],
    ['a { filter: var(--b,) blur(1px) }', expect.stringContaining('empty default')],
    ['a { inset-area: top; position-anchor: --b }', 'property position-anchor'],
  ])('%s', (css, fault) => {
    expect(first(faultsOfStyles(css))).toEqual([fault]);
  });

  it.each([
    'a { height: 100vh; height: 100dvh }',
    'a { --b: red } @supports (color: oklch(0 0 0)) { a { --b: oklch(0 0 0) } }',
    'a { -webkit-user-select: none; user-select: none }',
  ])('but not of %s', (css) => {
    expect(faultsOfStyles(css)).toEqual([]);
  });
});

describe('what is written for older engines', () => {
  const written = (css: string) =>
    postcss([olderStyles()]).process(css, { from: undefined }).css.replace(/\s+/g, ' ').trim();

  it('keeps the order of layers, and what stands outside of them last', () => {
    expect(written('@layer a, b; x{c:0} @layer b { x{c:2} } @layer a { x{c:1} }')).toBe('x{c:1} x{c:2} x{c:0}');
  });

  it('has a space in an empty default', () => {
    expect(written('a { filter: var(--b,) var(--c, var(--d,)) }')).toContain('filter: var(--b, ) var(--c, var(--d, ))');
  });

  it('has a height before a dynamic one, and a transform after a translation', () => {
    expect(written('a { height: calc(100dvh - 1px) }')).toContain(
      'height: calc(100vh - 1px); height: calc(100dvh - 1px)',
    );
    expect(written('a { translate: var(--x) calc(1px + (2px)) }')).toContain(
      'transform: translate(var(--x), calc(1px + (2px)))',
    );
  });

  it('needs no layer: no base rule is more specific than one class, which every utility has', async () => {
    const { root } = await postcss([tailwind()]).process(readFileSync('src/app/globals.css'), {
      from: 'src/app/globals.css',
    });
    const found: string[] = [];
    root.walkAtRules('layer', (layer) => {
      if (layer.params !== 'base') return;
      layer.walkRules(({ selectors }) => {
        found.push(...selectors.filter((selector) => weightOf(selector) > 1));
      });
    });
    expect(root.toString()).toContain('@layer base');
    expect(found).toEqual([]);
  });
});

/** How many classes, attributes and pseudo-classes a selector counts for; `:where` counts for nothing. */
function weightOf(selector: string): number {
  const counted = selector.replace(/:where\((?:[^()]|\([^()]*\))*\)/g, '').replace(/::[\w-]+/g, '');
  return counted.match(/[.#[]|:(?!not\()/g)?.length ?? 0;
}
