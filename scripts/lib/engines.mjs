import { createRequire } from 'node:module';
import browserslist from 'browserslist';

const require = createRequire(import.meta.url);

/** MDN's tables of what each version of each browser has. */
export const compat = require('@mdn/browser-compat-data');

/** The names that MDN's tables have for the browsers of a `browserslist`. */
const ENGINES = {
  chrome: ['chrome', 'chrome_android', 'webview_android'],
  edge: ['edge'],
  firefox: ['firefox', 'firefox_android'],
  safari: ['safari'],
  ios_saf: ['safari_ios'],
};

/** The oldest version of each engine that package.json declares. */
const OLDEST = new Map();
for (const entry of browserslist()) {
  const [name, versions] = entry.split(' ');
  const version = Number.parseFloat(versions);
  if (!ENGINES[name]) throw new Error(`browserslist names ${name}, which scripts/lib/engines.mjs does not know.`);
  for (const engine of ENGINES[name]) OLDEST.set(engine, Math.min(version, OLDEST.get(engine) ?? version));
}

/**
 * The declared engines that lack a feature, each as `name version`.
 * @param {{ __compat?: { support: object } } | undefined} feature an entry of `compat`
 * @returns {string[]}
 */
export function enginesWithout(feature) {
  const support = feature?.__compat?.support;
  if (!support) return [];
  return [...OLDEST].filter(([engine, version]) => !isIn(support[engine], version)).map((found) => found.join(' '));
}

function isIn(statements, version) {
  if (statements === undefined) return true;
  return [statements]
    .flat()
    .some(
      ({ version_added: added, version_removed: removed, flags, prefix, alternative_name: other }) =>
        (!removed || toNumber(removed) > version) &&
        !flags &&
        !prefix &&
        !other &&
        added !== 'preview' &&
        toNumber(added) <= version,
    );
}

function toNumber(version) {
  if (typeof version !== 'string') return version === true ? 0 : Number.POSITIVE_INFINITY;
  return Number.parseFloat(version.replace('≤', ''));
}

/**
 * Everything of JavaScript and of the Web's interfaces that some declared engine lacks, as the path of the property that holds it:
 * `['Array', 'prototype', 'toSorted']`, `['Object', 'groupBy']`, `['structuredClone']`.
 * @returns {string[][]}
 */
export function missingBuiltIns() {
  const missing = [];
  for (const [holder, members] of [...Object.entries(compat.javascript.builtins), ...Object.entries(compat.api)]) {
    if (holder === '__compat') continue;
    const isMissing = enginesWithout(members).length > 0;
    missing.push(...missingMembers(holder, members, isMissing));
    if (isMissing) missing.push([holder]);
  }
  return missing;
}

/** Those of a holder, or all when it is missing itself. */
function missingMembers(holder, members, all) {
  return Object.entries(members)
    .filter(
      ([name, member]) => /^[A-Za-z]\w*$/.test(name) && name !== holder && (all || enginesWithout(member).length > 0),
    )
    .flatMap(([name]) => {
      if (name.endsWith('_static')) return [[holder, name.slice(0, -7)]];
      if (/_(event|permission|worker_support|parameter)/.test(name) || name.includes('_')) return [];
      return [
        [holder, 'prototype', name],
        [holder, name],
      ];
    });
}
