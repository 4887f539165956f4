import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { EXTENSIONS, openEmbedded } from '@/platform/db/client';
import { migrate } from '@/platform/db/migrate';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A file: the data directory of an empty embedded database with its schema. */
    embeddedTemplate: string;
  }
}

/** Makes one embedded database for the whole run, for suites to begin with a copy: to initialise one takes seconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'aforo-embedded-'));
  const file = join(folder, 'data.tar');
  const lite = new PGlite({ extensions: EXTENSIONS });
  await migrate(openEmbedded(lite), undefined);
  await writeFile(
    file,
    await lite
      .dumpDataDir('none')
      .then((tar) => tar.arrayBuffer())
      .then(Buffer.from),
  );
  await lite.close();
  project.provide('embeddedTemplate', file);
  return () => rm(folder, { recursive: true });
}
