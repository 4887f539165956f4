import { readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';

/**
 * What is wrong with a bundle of the server, one sentence each; empty when nothing is.
 *
 * @param {{ inputs: Record<string, any>, outputs: Record<string, any> }} metafile of esbuild
 * @param {{ external: readonly string[], dependencies: readonly string[] }} packages `external` must not be in the bundle;
 *   what the bundle imports is one of `dependencies`
 * @param {(folder: string) => boolean} hasBinary whether a package's folder holds compiled code
 * @returns {string[]}
 */
export function checkBundle({ inputs, outputs }, { external, dependencies }, hasBinary = holdsBinary) {
  const faults = new Set();
  for (const { imports = [] } of Object.values(outputs)) {
    for (const { path, external: isLeft } of imports) {
      if (isLeft && !isBuiltin(path) && !dependencies.includes(packageOf(path)))
        faults.add(`The bundle imports ${path}, which is not among the dependencies in package.json.`);
    }
  }
  const folders = new Map();
  for (const path of Object.keys(inputs)) {
    const [folder, name] = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    if (folder !== undefined) folders.set(folder, name);
  }
  for (const [folder, name] of folders) {
    if (external.includes(name)) faults.add(`${name} is in the bundle, although it must stay an import.`);
    else if (hasBinary(folder)) faults.add(`${name} holds compiled code, which cannot be in a bundle.`);
  }
  for (const [from, { imports = [] }] of Object.entries(inputs)) {
    for (const { path, kind } of imports) {
      // esbuild gives such a module a default export only; Node would also give it the names that the code asks for.
      if (kind === 'dynamic-import' && inputs[path]?.format === 'cjs')
        faults.add(
          `${from} imports ${path} late: a CommonJS module loses its names in the bundle and must stay an import.`,
        );
    }
  }
  return [...faults];
}

/** `@scope/name/part` is of the package `@scope/name`. */
function packageOf(path) {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

function holdsBinary(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((path) => /\.(node|wasm)$/.test(path));
}
