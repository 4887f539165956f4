import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GROUNDS as ACCENT_GROUNDS } from '@/modules/venues/accent';
import { controlClass } from '@/ui/field-shell';

const css = readFileSync('src/app/globals.css', 'utf8');
const declarations = css.slice(css.indexOf('[data-theme] {'), css.indexOf('@theme inline'));
const [light = '', dark = ''] = declarations.split('@variant dark');

/** The opaque colours of a theme, by their token, in linear light. */
function tokensOf(theme: string): Map<string, number[]> {
  const found = theme.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return new Map([...found].map(([, name = '', ...lch]) => [name, linearOf(lch.map(Number))]));
}

/** Red, green and blue of 0 to 1, clipped to what a screen can show. */
function linearOf([lightness = 0, chroma = 0, hue = 0]: number[]): number[] {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((value) => Math.min(1, Math.max(0, value)));
}

const THEMES = { light: tokensOf(light), dark: tokensOf(dark) };

/** By WCAG 2.2: 1 to 21. */
function contrast(theme: keyof typeof THEMES, one: string, other: string): number {
  const [bright = 0, dim = 0] = [one, other]
    .map((name) => {
      const [r = 0, g = 0, b = 0] = THEMES[theme].get(name) ?? expect.fail(`no colour ${name} in ${theme}`);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    })
    .sort((a, b) => b - a);
  return bright / dim;
}

const GROUNDS = ['canvas', 'surface', 'raised'];
const pairs = (inks: readonly string[], grounds: readonly string[]) =>
  inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const));

test('the contrast is the standard’s: black on white is 21', () => {
  const black = linearOf([0, 0, 0]);
  expect(black).toEqual([0, 0, 0]);
  for (const value of linearOf([1, 0, 0])) expect(value).toBeCloseTo(1, 4);
});

test.each(['light', 'dark'] as const)(
  'in the %s theme, edges and marks differ from what is around them by 3:1',
  (theme) => {
    for (const [ink, ground] of [
      ...pairs(['line-strong', 'accent', 'bad'], GROUNDS),
      // The chosen one of several filters, on their track.
      ...pairs(['accent'], ['sunken']),
    ])
      expect.soft(contrast(theme, ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(3);
  },
);

test.each(['light', 'dark'] as const)('in the %s theme, words differ from what is behind them by 4.5:1', (theme) => {
  for (const [ink, ground] of [
    ...pairs(['ink', 'ink-soft', 'ink-faint'], [...GROUNDS, 'sunken', 'hover']),
    ...['accent', 'ok', 'warn', 'bad', 'info'].map((tone) => [`${tone}-text`, `${tone}-soft`] as const),
    ...pairs(['accent-text', 'ok-text', 'warn-text', 'bad-text', 'info-text'], GROUNDS),
    ...([
      ['accent-ink', 'accent'],
      ['bad-ink', 'bad'],
    ] as const),
  ])
    expect.soft(contrast(theme, ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
});

test('the accents of venues are judged against these surfaces', () => {
  const luminanceOf = (theme: keyof typeof THEMES, name: string) => {
    const [r = 0, g = 0, b = 0] = THEMES[theme].get(name) ?? expect.fail(`no colour ${name}`);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const light = GROUNDS.map((name) => luminanceOf('light', name));
  const dark = GROUNDS.map((name) => luminanceOf('dark', name));
  expect(ACCENT_GROUNDS.light).toBeCloseTo(Math.min(...light), 3);
  expect(ACCENT_GROUNDS.dark).toBeCloseTo(Math.max(...dark), 3);
});

test('the edge of a field has the whole colour, not a part of it', () => {
  expect(controlClass).toMatch(/(?:^| )ring-line-strong(?: |$)/);
});
