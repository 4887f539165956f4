import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isModuleFile } from './lib/module-files.mjs';
import modules from './lib/modules.cjs';

/** Checks the rules of the layout that no linter checks: sizes, thin routes, modules by their list, no barrels, no console, one form, names. Prints every breach. */
const LONGEST_FILE = 400;
const LONGEST_ROUTE = 25;
/** Nine of ten files are shorter. */
const LONG_FILE = 220;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => /^(src|db|tests|bench|scripts)\/.*\.(tsx?|m?js|cjs)$/.test(path) && existsSync(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  .map((file) => ({ ...file, lines: file.text.split('\n').length - 1 }));

/** What a module's folder holds: its files, and what of it runs in a browser. */
/** The forms of screens, and those of the pages that the server draws by itself. */
const FORMS = ['src/ui/form.tsx', 'src/server/pages/html.ts'];
const MODULE_FOLDERS = ['client', 'ui'];

const breaches = [];
for (const { path, text, lines } of files) {
  const name = basename(path);
  if (lines > LONGEST_FILE) breaches.push(`${path}: ${lines} lines, at most ${LONGEST_FILE}`);
  if (name === 'route.ts' && path.startsWith('src/app/') && lines > LONGEST_ROUTE)
    breaches.push(`${path}: ${lines} lines, a route has at most ${LONGEST_ROUTE}`);
  const [, noun, folder] = /^src\/modules\/([^/]+)\/(?:([^/]+)\/)?/.exec(path) ?? [];
  if (noun !== undefined && !modules.includes(noun))
    breaches.push(`${path}: no such module in scripts/lib/modules.cjs`);
  if (folder !== undefined && !MODULE_FOLDERS.includes(folder))
    breaches.push(`${path}: a module has no folder but ${MODULE_FOLDERS.join(' and ')}`);
  const [, own] = /^src\/modules\/[^/]+\/([\w-]+)\.ts$/.exec(path) ?? [];
  if (own !== undefined && !isModuleFile(noun, own))
    breaches.push(`${path}: of no kind that a module holds (scripts/lib/module-files.mjs)`);
  if (/^index\.(tsx?|m?js)$/.test(name))
    breaches.push(`${path}: no barrel files; import the file that holds the thing`);
  if (/\bexport \* from\b/.test(text)) breaches.push(`${path}: re-exports a whole file`);
  if (path.startsWith('src/') && /\bconsole\.\w+\(/.test(text))
    breaches.push(`${path}: console; the server logs through log()`);
  if (path.startsWith('src/') && !FORMS.includes(path) && /<form\b|next\/form/.test(text))
    breaches.push(`${path}: a form of its own; src/ui/form.tsx keeps what is typed out of the address`);
  if (
    /^src\/(app|shell|modules\/[^/]+\/client)\//.test(path) &&
    !/\.(test|fixture)\./.test(path) &&
    /(\bname: |\$\{)(?!isolate\()[\w.?]*\b(customerName|tableName|venueName|label)\b|\bt\([^()]*\{ name\b[^:]/.test(
      text,
    )
  )
    breaches.push(`${path}: a name in a sentence without isolate()`);
  if (/@ts-(ignore|nocheck|expect-error)|biome-ignore/.test(text) && !path.endsWith('check-structure.mjs')) {
    breaches.push(`${path}: silences a checker`);
  }
}
const source = files.filter(({ path }) => path.startsWith('src/'));
const long = source.filter(({ lines }) => lines >= LONG_FILE);
if (long.length > source.length / 10)
  breaches.push(`${long.length} of ${source.length} files in src have ${LONG_FILE} lines or more`);

if (breaches.length > 0) {
  console.error(breaches.join('\n'));
  process.exitCode = 1;
}
