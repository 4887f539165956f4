import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { makePrivate } from './private-folder';

/** The build's output: an empty embedded database with every migration, made by this build's engine. */
export const TEMPLATE = 'build/database';

/**
 * Creates a data folder from the build's empty database, which takes far less time than creating one. The copy gets its final
 * name when it is complete, so an interrupted start leaves no partial folder. An existing folder is never changed; without a
 * template the engine creates its own.
 */
export function copyTemplate(folder: string, template = TEMPLATE): void {
  if (existsSync(folder) || !existsSync(template)) return;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(template, draft, { recursive: true });
  makePrivate(draft);
  renameSync(draft, folder);
}
