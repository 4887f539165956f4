import postcss from 'postcss';
import { compat, enginesWithout } from './engines.mjs';

const { properties, selectors, types } = compat.css;
const AT_RULES = compat.css['at-rules'];
const LENGTHS = types.length;
const isMissing = (feature) => enginesWithout(feature).length > 0;

/** Parts of values: what finds one, and its entry in MDN's tables. */
const VALUES = [
  ...Object.keys(types.color)
    .filter((name) => /^[a-z-]+$/.test(name))
    .map((name) => [new RegExp(`(?<![\\w-])${name}\\(`), types.color[name]]),
  [/(?<![\w-])[a-z]+\(from /, types.color.rgb.relative_syntax],
  [/\d[d](?:vh|vw|vi|vb|vmin|vmax)\b/, LENGTHS.viewport_percentage_units_dynamic],
  [/\d[s](?:vh|vw|vi|vb|vmin|vmax)\b/, LENGTHS.viewport_percentage_units_small],
  [/\d[l](?:vh|vw|vi|vb|vmin|vmax)\b/, LENGTHS.viewport_percentage_units_large],
  [/\dcq[whib]\b/, LENGTHS.container_query_length_units],
].filter(([, feature]) => isMissing(feature));

/**
 * Unknown to some engine, or drawn by it in part: the page is as usable without. `translate` has a `transform` beside it
 * (older-styles.mjs).
 */
const HARMLESS = new Set([
  ...[
    'backdrop-filter',
    'contain-intrinsic-size',
    'content-visibility',
    'forced-color-adjust',
    'outline',
    'overscroll-behavior',
  ],
  ...['resize', 'scale', 'scrollbar-color', 'scrollbar-width', 'text-wrap', 'translate', ':selection'],
]);

/**
 * What a style sheet uses that some declared engine lacks and for which it has nothing else: a value without an earlier declaration
 * or a question (`@supports`), an at-rule, a selector, a property.
 * @param {string} css
 * @returns {string[]} each as `what: the place`
 */
export function faultsOfStyles(css) {
  const faults = [];
  const root = postcss.parse(css);
  root.walkAtRules((rule) => {
    const name = rule.name.replace(/^-\w+-/, '');
    if (rule.name === name && name !== 'property' && !isAsked(rule) && isMissing(AT_RULES[name]))
      faults.push(`@${name}: ${rule.params}`);
    if (name === 'media' && /[<>]/.test(rule.params)) faults.push(`range of @media: ${rule.params}`);
  });
  root.walkRules((rule) => {
    if (rule.parent.type === 'rule') faults.push(`nesting: ${rule.selector}`);
    if (rule.parent.type === 'atrule' && rule.parent.name.endsWith('keyframes')) return;
    for (const [, name] of rule.selector.matchAll(/(?<!\\):{1,2}([a-z][a-z-]*)/g)) {
      if (!HARMLESS.has(`:${name}`) && !isAsked(rule) && isMissing(selectors[name]))
        faults.push(`:${name}: ${rule.selector}`);
    }
  });
  root.walkDecls((declaration) => {
    const { prop, value } = declaration;
    if (isAsked(declaration)) return;
    const of = `${prop}: ${value.slice(0, 60)}`;
    if (!prop.startsWith('-') && !HARMLESS.has(prop) && isMissing(properties[prop]) && !hasPrefixed(declaration))
      faults.push(`property ${of}`);
    if (/var\(--[\w-]+,\)/.test(value)) faults.push(`empty default of ${of}`);
    for (const [pattern, feature] of VALUES) {
      if (pattern.test(value) && !hasEarlier(declaration, pattern))
        faults.push(`value ${feature.__compat.mdn_url ?? pattern} of ${of}`);
    }
  });
  return faults;
}

/** Whether an `@supports` stands around a node. */
function isAsked(node) {
  for (let outer = node.parent; outer; outer = outer.parent)
    if (outer.type === 'atrule' && outer.name === 'supports') return true;
  return false;
}

/** Whether the same property has a value before it that every engine knows. Not of variables: their values are read late. */
function hasEarlier({ parent, prop, ...declaration }, pattern) {
  if (prop.startsWith('--')) return false;
  const before = parent.nodes.slice(
    0,
    parent.nodes.findIndex((node) => node.prop === prop && node.value === declaration.value),
  );
  return before.some((node) => node.prop === prop && !pattern.test(node.value));
}

function hasPrefixed({ parent, prop }) {
  return parent.nodes.some((node) => ['-webkit-', '-moz-'].some((prefix) => node.prop === prefix + prop));
}
