import type { Context } from '@/modules/access/context';
import { db } from '@/platform/db/transaction';
import type { PiecedFile } from '@/platform/http/streamed-answer';
import { BYTE_ORDER_MARK, csvHead, csvLines } from './csv';
import { readTrail } from './reads';
import type { ExportTrailInput } from './schema';

/** Entries read at once: they bound the memory that an export takes, whatever its length. */
const BATCH = 1_000;

/**
 * The trail between two days as a CSV file, the newest entries first. Each piece is read when it is asked for, but the
 * first one before this returns, so that a database that fails is answered as every failure.
 */
export async function readExport(ctx: Context, { use, ...filter }: ExportTrailInput): Promise<PiecedFile> {
  const first = await readTrail(db(), ctx, filter, null, BATCH);
  async function* pieces() {
    yield (use === 'sheet' ? BYTE_ORDER_MARK : '') + csvHead() + csvLines(first.entries);
    let { next } = first;
    while (next !== null) {
      const page = await readTrail(db(), ctx, filter, next, BATCH);
      yield csvLines(page.entries);
      next = page.next;
    }
  }
  return {
    contentType: 'text/csv; charset=utf-8; header=present',
    fileName: `${ctx.venue.slug}-${filter.from}-${filter.to}.csv`,
    pieces: pieces(),
  };
}
