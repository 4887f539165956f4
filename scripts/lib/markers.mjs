import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Puts the text between `<!-- name -->` and `<!-- /name -->`, when the file has them.
 * @param {string} file
 * @param {string} name
 * @param {string} text
 */
export function replaceBetweenMarkers(file, name, text) {
  const before = readFileSync(file, 'utf8');
  const [open, close] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const start = before.indexOf(open);
  const end = before.indexOf(close, start);
  if (start === -1 || end === -1) return;
  const after = `${before.slice(0, start)}${open}${text}\n${before.slice(end)}`;
  if (after !== before) writeFileSync(file, after);
}
