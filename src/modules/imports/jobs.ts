import { type JobKind, periodicJob } from '@/platform/jobs/kind';
import { WRITE_IMPORT } from './change';
import { pruneImports } from './prune-imports';
import { writeImport } from './write-import';

export const IMPORT_JOBS: readonly JobKind[] = [
  { kind: WRITE_IMPORT, run: ({ key, now }) => writeImport(key, now) },
  periodicJob('prune-imports', 24 * 60 * 60_000, pruneImports),
];
