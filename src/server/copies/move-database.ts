import { sql } from 'drizzle-orm';
import { canOpenPassKeys } from '@/modules/passes/keys';
import type { OpenDatabase } from '@/platform/db/client';
import { readAllRows, writeAllRows } from '@/platform/db/copy-rows';
import { migrate } from '@/platform/db/migrate';

export type MoveFault = 'target-used' | 'target-old' | 'secret-other';

/** A database cannot be moved there; nothing was moved. */
export class MoveError extends Error {
  constructor(readonly fault: MoveFault) {
    super(fault);
  }
}

/** The oldest PostgreSQL that is supported, as `server_version_num` has it. */
const OLDEST = 150_000;
/** Changes of access are numbered by the transactions of the database that they were made in. */
const NOT_MOVED = ['access_change'];

/**
 * Copies everything from `source` to the PostgreSQL database `target`: log, numbers, epochs, ledger, audit, jobs, keys and sessions,
 * so that screens go on from their cursors and passes stay valid. All of it or nothing. The caller has locked the source's folder.
 * Returns the number of rows. Throws MoveError.
 */
export async function moveDatabase(source: OpenDatabase, target: OpenDatabase, url: string): Promise<number> {
  if (!(await canOpenPassKeys(source.db))) throw new MoveError('secret-other');
  await requireFree(target);
  await migrate(source, undefined);
  await migrate(target, url);
  return source.db.transaction(
    (from) => target.db.transaction((to) => writeAllRows(to, readAllRows(from, NOT_MOVED))),
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** A database that a server has migrated and nobody has used is free. */
async function requireFree({ db }: OpenDatabase): Promise<void> {
  const ask = async (query: ReturnType<typeof sql>) =>
    ((await db.execute(query)) as unknown as { rows: Record<string, unknown>[] }).rows[0];
  const version = await ask(sql`select current_setting('server_version_num')::int as number`);
  if (Number(version?.number) < OLDEST) throw new MoveError('target-old');
  const tables =
    await ask(sql`select count(*)::int as all, count(*) filter (where relname in ('business', 'user'))::int as ours
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`);
  if (tables?.all === 0) return;
  if (tables?.ours !== 2) throw new MoveError('target-used');
  const used = await ask(sql`select exists (select from business) or exists (select from "user") as used`);
  if (used?.used !== false) throw new MoveError('target-used');
}
