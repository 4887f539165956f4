import { userInfo } from 'node:os';
import { createOwnerRecovery } from '@/modules/members/create-owner-recovery';
import { FolderInUseError } from '@/platform/db/lock';
import { env } from '@/platform/env';
import { DomainError } from '@/platform/errors';
import { startRuntime } from '../start';

const USAGE = 'npm run recover -- correo@ejemplo.com\n';
const REFUSALS: Record<string, string> = {
  NOT_FOUND: 'No hay ninguna cuenta con ese correo.\nNo account has that e-mail.\n',
  FORBIDDEN:
    'Esa cuenta no es propietaria de ningún local abierto: pídele el enlace a quien lo sea.\n' +
    'That account owns no open venue: ask whoever does for the link.\n',
};

/**
 * `npm run recover -- email`: prints a link by which the owner of a venue sets a new password, once. With an embedded
 * database the server must be stopped; with PostgreSQL servers may run.
 */
async function main([email, ...others]: readonly string[]): Promise<number> {
  if (!email?.includes('@') || others.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const runtime = await startRuntime();
  try {
    const { PUBLIC_URL, PORT } = env();
    const { path, expiresAt } = await createOwnerRecovery({ email, by: userInfo().username, now: new Date() });
    const url = new URL(path, PUBLIC_URL ?? `http://localhost:${PORT}`);
    const until = expiresAt.toISOString();
    process.stdout.write(
      `${url}\nSirve una vez, hasta ${until}, y desactiva su segundo factor · Works once, until ${until}, and switches their second factor off\n`,
    );
    return 0;
  } catch (error) {
    const refusal = error instanceof DomainError ? REFUSALS[error.code] : undefined;
    if (refusal === undefined) throw error;
    process.stderr.write(refusal);
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
