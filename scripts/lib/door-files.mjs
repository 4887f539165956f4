import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The name of a file of the build, as scripts, style sheets and manifests write it. */
const NAMED = /(?:static\/|\.\.\/)?((?:chunks|media)\/[\w.~-]+\.(?:js|css|woff2|wasm))/g;
const PAGE = '.next/server/app/puerta/page_client-reference-manifest.js';

/**
 * The addresses of the files that the door's page is made of, with all that it loads late: what its manifests name, and what these
 * files name themselves. Names in a style sheet begin at its own folder, others at the folder of the build.
 */
export function listDoorFiles() {
  const { rootMainFiles } = JSON.parse(readFileSync('.next/build-manifest.json', 'utf8'));
  const found = new Set();
  const take = (text) => {
    for (const [, name] of text.matchAll(NAMED)) {
      const path = join('.next', 'static', name);
      if (found.has(name) || !existsSync(path) || !statSync(path).isFile()) continue;
      found.add(name);
      if (/\.(js|css)$/.test(name)) take(readFileSync(path, 'utf8'));
    }
  };
  take(rootMainFiles.join('\n'));
  take(readFileSync(PAGE, 'utf8'));
  return [...found].sort().map((name) => `/_next/static/${name}`);
}
