import module from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './lib/ensure-build.mjs';

/** `npm start`: builds when needed, then serves in this very process, so that signals and the exit code are the server's own. */
process.chdir(resolve(import.meta.dirname, '..'));
ensureBuild();
process.env.NODE_ENV = 'production';
// Node 22 and newer store compiled code for the next start.
module.enableCompileCache?.(resolve('build/compiled'));
await import(pathToFileURL(resolve('build/server.mjs')).href);
