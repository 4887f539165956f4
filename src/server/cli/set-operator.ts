import { userInfo } from 'node:os';
import { setOperator } from '@/modules/setup/set-operator';
import { FolderInUseError } from '@/platform/db/lock';
import { DomainError } from '@/platform/errors';
import { startRuntime } from '../start';

const USAGE = 'npm run operator -- correo@ejemplo.com [--remove]\n';

/**
 * `npm run operator -- email [--remove]`: sets who may see the console of every venue. The server must not have the
 * folder open.
 */
async function main([email, ...flags]: readonly string[]): Promise<number> {
  if (!email?.includes('@') || flags.some((flag) => flag !== '--remove')) {
    process.stderr.write(USAGE);
    return 2;
  }
  const operator = !flags.includes('--remove');
  const runtime = await startRuntime();
  try {
    const changed = await setOperator({ email, operator, by: userInfo().username });
    const state = operator ? 'es operadora · is an operator' : 'no es operadora · is not an operator';
    process.stdout.write(`${email}: ${state}${changed ? '' : ' (ya lo estaba · already)'}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    process.stderr.write(`No hay ninguna cuenta con ese correo.\nNo account has that e-mail.\n`);
    return 1;
  } finally {
    await runtime.stop();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof FolderInUseError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
