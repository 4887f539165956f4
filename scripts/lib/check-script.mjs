import { parse } from 'acorn';
import { ancestor } from 'acorn-walk';
import { compat, enginesWithout, missingBuiltIns } from './engines.mjs';

/** The edition of ECMAScript that the declared engines know, but for static blocks. */
const EDITION = 2022;
const NO_STATIC_BLOCK = enginesWithout(compat.javascript.classes.static.initialization_blocks).length > 0;
const LOOKBEHIND = /\(\?<[=!]/;
const NO_LOOKBEHIND = enginesWithout(compat.javascript.regular_expressions.lookbehind_assertion).length > 0;

/** Of these a method is known by its name alone. Other names of methods are ordinary words. */
const BY_NAME = new Set(['Array', 'ArrayBuffer', 'Promise', 'Set', 'String', 'TypedArray']);
const missing = missingBuiltIns();
const GLOBALS = new Set(missing.filter((path) => path.length === 1).map(([name]) => name));
const STATICS = new Set(missing.filter((path) => path.length === 2).map((path) => path.join('.')));
const METHODS = new Set(missing.filter(([holder, , name]) => name && BY_NAME.has(holder)).map(([, , name]) => name));
const ITERATOR_METHODS = new Set(
  Object.entries(compat.javascript.builtins.Iterator)
    .filter(([, method]) => enginesWithout(method).length > 0)
    .map(([name]) => name),
);

/**
 * What a script uses that some declared engine lacks: syntax, regular expressions, built-ins. Methods are found by name, so what only
 * other objects have (`KNOWN`) and what is asked for first must be named by the caller.
 * @param {string} source
 * @param {ReadonlySet<string>} known names that are no fault
 * @returns {string[]} each as `what: the place`
 */
export function faultsOfScript(source, known = new Set()) {
  let program;
  try {
    const sourceType = /^(?:import|export) /m.test(source) ? 'module' : 'script';
    program = parse(source, { ecmaVersion: EDITION, sourceType });
  } catch (error) {
    return [`syntax: ${error.message}: ${placeOf(source, error.pos ?? 0)}`];
  }
  const faults = [];
  const add = (what, { start }) => faults.push(`${what}: ${placeOf(source, start)}`);
  const checkText = (text, node) => {
    if (NO_LOOKBEHIND && LOOKBEHIND.test(text)) add('lookbehind', node);
  };
  ancestor(program, {
    StaticBlock: (node) => {
      if (NO_STATIC_BLOCK) add('static block', node);
    },
    Literal: (node) => checkText(node.regex?.pattern ?? (typeof node.value === 'string' ? node.value : ''), node),
    TemplateElement: (node) => checkText(node.value.cooked ?? '', node),
    Identifier: (node) => {
      if (GLOBALS.has(node.name) && !known.has(node.name)) add(node.name, node);
    },
    MemberExpression: (node) => {
      const name = memberOf(node);
      const path = node.object.type === 'Identifier' ? `${node.object.name}.${name}` : '';
      if (STATICS.has(path) && !known.has(path)) add(path, node.property);
      else if (METHODS.has(name) && !known.has(`.${name}`)) add(`.${name}`, node.property);
      else if (ITERATOR_METHODS.has(name) && isIteratorCall(node.object)) add(`iterator.${name}`, node.property);
    },
  });
  return faults;
}

function memberOf({ computed, property }) {
  if (computed) return property.type === 'Literal' ? property.value : undefined;
  return property.name;
}

/** `list.values()`, but not `Object.values(list)`. */
function isIteratorCall(node) {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object } = node.callee;
  return (
    ['entries', 'keys', 'values', 'matchAll'].includes(memberOf(node.callee)) &&
    !(object.type === 'Identifier' && object.name === 'Object')
  );
}

function placeOf(source, at) {
  return source.slice(Math.max(0, at - 40), at + 60).replace(/\s+/g, ' ');
}
